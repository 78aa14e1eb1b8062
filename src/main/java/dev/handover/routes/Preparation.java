package dev.handover.routes;

import dev.handover.broker.BrokerQueues;
import dev.handover.broker.DeadLetterNet;
import dev.handover.delivery.Secrets;
import jakarta.jms.JMSException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What a destination needs around its routes: dead letters before it starts, and a word about what it leaves when it goes. */
@Component
class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Optional<DeadLetterNet> net;
    private final BrokerQueues queues;
    private final Secrets secrets;
    private final Environment environment;

    Preparation(Optional<DeadLetterNet> net, BrokerQueues queues, Secrets secrets, Environment environment) {
        this.net = net;
        this.queues = queues;
        this.secrets = secrets;
        this.environment = environment;
    }

    /** Prepares for a set that is about to run, while the old one's destinations are still there. */
    void before(RouteSet old, RouteSet next) {
        Set<String> values = new HashSet<>(NamedSettings.secrets(old, environment).values());
        values.addAll(NamedSettings.secrets(next, environment).values());
        secrets.learn(values);
        Set<String> destinations = new TreeSet<>(old.destinations());
        destinations.addAll(next.destinations());
        net.ifPresent(each -> each.spread(destinations));
    }

    /** Tells what waits for destinations that run no more. */
    void after(RouteSet old, RouteSet next) {
        Set<String> gone = new TreeSet<>(old.destinations());
        gone.removeAll(next.destinations());
        for (String name : gone) {
            LOG.warn("{}: removed; {} stay on its queue. To discard them: destinations drop {}", name, waiting(name), name);
        }
    }

    private String waiting(String name) {
        try {
            BrokerQueues.Counts counts = queues.counts().getOrDefault(name, new BrokerQueues.Counts(0, 0));
            return counts.waiting() + " events and " + counts.dead() + " dead letters";
        } catch (JMSException | RuntimeException e) {
            // The broker may be away; the edit is in force all the same.
            return "an unknown number of events";
        }
    }
}
