package dev.handover.routes;

import dev.handover.broker.BrokerQueues;
import dev.handover.broker.DestinationQueues;
import dev.handover.delivery.Leftovers;
import dev.handover.settings.Edited;
import jakarta.jms.JMSException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The destinations on the management port.
 *
 * <p>{@code GET /actuator/destinations} answers for each, also for one that was removed or switched off and has a queue still,
 * whether it is in force ({@code routed}), how many events wait, and how many dead letters there are. {@code DELETE …/NAME}
 * discards both of one that is not in force, and answers how many they were; 404 for a name that has no queue, 409 for one that
 * is, or whose queue another instance takes from.
 */
@Component
@Endpoint(id = "destinations")
class DestinationsEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationsEndpoint.class);

    private final Edited<RouteSet> routes;
    private final DestinationQueues running;
    private final Environment settings;
    private final BrokerQueues queues;
    private final Leftovers leftovers;

    DestinationsEndpoint(
            Edited<RouteSet> routes,
            DestinationQueues running,
            Environment settings,
            BrokerQueues queues,
            Leftovers leftovers) {
        this.routes = routes;
        this.running = running;
        this.settings = settings;
        this.queues = queues;
        this.leftovers = leftovers;
    }

    @ReadOperation
    Map<String, Map<String, Object>> all() throws JMSException {
        Map<String, BrokerQueues.Counts> counts = new TreeMap<>(queues.counts());
        Set<String> routed = routed();
        routed.forEach(name -> counts.putIfAbsent(name, new BrokerQueues.Counts(0, 0)));
        Map<String, Map<String, Object>> all = new TreeMap<>();
        counts.forEach((name, count) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("routed", routed.contains(name));
            one.put("waiting", count.waiting());
            one.put("dead", count.dead());
            all.put(name, one);
        });
        return all;
    }

    @DeleteOperation
    WebEndpointResponse<BrokerQueues.Counts> drop(@Selector String destination) throws JMSException {
        if (!queues.counts().containsKey(destination)) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        } else if (routed().contains(destination) || queues.isServed(destination)) {
            return new WebEndpointResponse<>(409);
        }
        BrokerQueues.Counts dropped = leftovers.discard(destination);
        LOG.warn("{}: {} events and {} dead letters were discarded", destination, dropped.waiting(), dropped.dead());
        return new WebEndpointResponse<>(dropped);
    }

    /** Those that run, and those that should: while routes start, or one takes the place of another, they do not run. */
    private Set<String> routed() {
        Set<String> routed = running.names();
        routes.current().routes().stream()
                .filter(route -> route.switchedOffBy(settings).isEmpty())
                .forEach(route -> route.takesFor().ifPresent(routed::add));
        return routed;
    }
}
