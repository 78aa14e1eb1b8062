package dev.handover.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.routes.RouteEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs events through the routes of one destination, in a context of its own that sends nothing.
 *
 * <p>What it makes of an event is the same on every machine, as far as the destination's file goes: environment variables that
 * the file names have assumed values here, and those with a default have that.
 */
public final class TriedDestination {

    private static final String START = "direct:try";
    /** Shorter values stand everywhere. */
    private static final int SHORTEST_SHOWN = 3;

    private final ConfigurableApplicationContext application;
    private final RouteSet set;
    private final String destination;

    /**
     * @param set checked routes
     * @param destination one of the set's
     */
    public TriedDestination(ConfigurableApplicationContext application, RouteSet set, String destination) {
        this.application = application;
        this.set = set;
        this.destination = destination;
    }

    /** The condition that keeps the destination from running with these settings; nothing when it runs. */
    public Optional<String> switchedOffBy() {
        return set.routes().stream()
                .filter(route -> route.takesFor().filter(destination::equals).isPresent())
                .flatMap(route -> route.switchedOffBy(application.getEnvironment()).stream())
                .findFirst();
    }

    /** A text in which each secret, and each setting that is assumed, is the name of its setting. */
    public String shown(String text) {
        Map<String, String> values = NamedSettings.secrets(set, application.getEnvironment());
        NamedSettings.assumed(set).forEach((name, value) -> {
            if (value.length() > SHORTEST_SHOWN) {
                values.put(name, value);
            }
        });
        return NamedSettings.hidden(text, values);
    }

    /**
     * What the destination would send, in its order; nothing when its filter lets the event go by.
     *
     * @param event the event's JSON
     * @param facts the JSON of what is known of it; may be null
     * @param answer what each receiver answers, with HTTP 200
     * @throws Exception what would have made the delivery fail
     */
    public List<WouldSend> send(String event, String facts, String answer) throws Exception {
        List<WouldSend> captured = new ArrayList<>();
        DefaultCamelContext camel = OwnContext.of(
                application, "try", set, Map.of(), NamedSettings.assumedVariables(set, application.getEnvironment()));
        try {
            camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> capture(endpoint, captured, answer));
            camel.start();
            for (RouteEntry entry : set.entries()) {
                if (entry.kind() == Kind.routeConfiguration && entry.id().equals("part")) {
                    PluginHelper.getRoutesLoader(camel).loadRoutes(Trial.resource(entry));
                } else if (entry.destinationFile().filter(destination::equals).isPresent() || isPartOfOthers(entry)) {
                    load(camel, entry);
                }
            }
            run(camel, event, facts == null ? Map.of() : Map.of("facts", facts));
            return deliverAgain(camel, captured);
        } finally {
            camel.stop();
        }
    }

    /** Such as the one that makes a message for each recipient. */
    private static boolean isPartOfOthers(RouteEntry entry) {
        return entry.kind() == Kind.route
                && entry.destinationFile().isEmpty()
                && entry.complete().path(Kind.route.name()).path("routeConfigurationId").asText().equals("part");
    }

    /** A destination may put one message for each recipient back on its own queue: those are taken from there. */
    private List<WouldSend> deliverAgain(DefaultCamelContext camel, List<WouldSend> captured) throws Exception {
        List<WouldSend> first = List.copyOf(captured);
        captured.clear();
        List<WouldSend> all = new ArrayList<>();
        for (WouldSend each : first) {
            if (each.uri().startsWith("jms://transfers." + destination)) {
                run(camel, each.body(), each.headers());
                all.addAll(captured);
                captured.clear();
            } else {
                all.add(each);
            }
        }
        return all;
    }

    private static void run(DefaultCamelContext camel, String body, Map<String, ?> headers) throws Exception {
        try (ProducerTemplate producer = camel.createProducerTemplate()) {
            Exchange done = producer.request(START, exchange -> {
                exchange.getMessage().setBody(body);
                headers.forEach(exchange.getMessage()::setHeader);
            });
            if (done.getException() != null) {
                throw done.getException();
            }
        }
    }

    private static Endpoint capture(Endpoint endpoint, List<WouldSend> captured, String answer) {
        return endpoint.getEndpointUri().startsWith("direct:") ? endpoint : new CapturingEndpoint(endpoint, captured::add, answer);
    }

    /** The destination's own route begins where the event is put in; a failure ends it, and is not tried again. */
    private void load(DefaultCamelContext camel, RouteEntry entry) throws Exception {
        ObjectNode complete = entry.complete().deepCopy();
        ObjectNode route = (ObjectNode) complete.get(Kind.route.name());
        route.put("routeConfigurationId", "part");
        route.remove("precondition");
        if (entry.takesFor().isPresent()) {
            ArrayNode steps = JsonNodeFactory.instance.arrayNode();
            steps.addObject().putObject("process").put("ref", "arrival");
            steps.addObject().putObject("setProperty").put("name", "destination").put("constant", destination);
            route.path("from").path("steps").forEach(steps::add);
            route.putObject("from").put("uri", START).set("steps", steps);
        }
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(entry.file().name(), "[" + complete + "]"));
    }
}
