package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route configuration "delivery" on routes of a test's own, with queues that a test looks into. */
class DeliveryConfigurationTest {

    private static final String ROUTES = """
            - route:
                id: crm
                routeConfigurationId: delivery
                from: {uri: "direct:crm", steps: [{to: {uri: "mock:crm"}}]}
            - route:
                id: stopping
                routeConfigurationId: delivery
                from: {uri: "direct:stopping", steps: [{to: {uri: "mock:crm"}}, {stop: {}}]}
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate producer;

    @BeforeEach
    void starts() throws Exception {
        camel.addComponent("jms", new MockComponent());
        camel.setAllowUseOriginalMessage(true);
        camel.getRegistry().bind("arrival", property("destination", "crm"));
        camel.getRegistry().bind("traceDelivery", (Processor) exchange -> {});
        camel.getRegistry().bind("auditedOutcome", new AuditedOutcome());
        camel.getRegistry().bind("failedDelivery", property("giveUp", false));
        PluginHelper.getRoutesLoader(camel).loadRoutes(
                ResourceHelper.fromString("delivery.camel.yaml", Files.readString(Path.of("routes", "delivery.camel.yaml"))),
                ResourceHelper.fromString("test.camel.yaml", ROUTES));
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stops() {
        camel.stop();
    }

    @Test
    void tellsThatADeliveryEndedAlsoWhenTheRouteStops() {
        assertThat(send("crm").isFailed()).isFalse();
        assertThat(send("stopping").isFailed()).isFalse();
        assertThat(told().getReceivedExchanges())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getMessage().getHeader("kind")).isEqualTo("delivered"));
    }

    @Test
    void takesTheDeliveryBackWhenItsLineCannotBeStored() {
        told().whenAnyExchangeReceived(line -> {
            throw new IllegalStateException("the broker is away");
        });
        Exchange sent = send("crm");
        assertThat(sent.isFailed()).isFalse();
        assertThat(sent.getProperty("giveUp", Boolean.class)).as("as a failed delivery").isFalse();
        // Only the broker's component knows the name in a toD.
        assertThat(camel.getEndpoints().stream()
                        .filter(endpoint -> endpoint.getEndpointUri().startsWith("jms://transfers.$"))
                        .map(MockEndpoint.class::cast))
                .as("sent back for another attempt")
                .anySatisfy(queue -> assertThat(queue.getReceivedExchanges()).hasSize(1));
    }

    private Exchange send(String route) {
        return producer.request("direct:" + route, exchange -> exchange.getMessage().setBody("{}"));
    }

    private MockEndpoint told() {
        return camel.getEndpoint("jms:transfers.audit", MockEndpoint.class);
    }

    private static Processor property(String name, Object value) {
        return exchange -> {
            exchange.setProperty(name, value);
            exchange.setProperty("destination", "crm");
        };
    }
}
