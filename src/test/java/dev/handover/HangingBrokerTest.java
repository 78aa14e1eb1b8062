package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** An embedded broker that runs, and does not answer the trials. A disk that hangs is in {@code DiskIT}. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = HangingBrokerTest.NotWaitingLong.class)
@DirtiesContext
class HangingBrokerTest {

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    /** Nothing but a trial is rolled back here. */
    private final Interceptor silence = (packet, connection) -> packet.getType() != PacketImpl.SESS_ROLLBACK;

    @BeforeEach
    void isSilent() {
        handover.eventually(() -> assertThat(readiness()).isEqualTo(200));
        broker.getActiveMQServer().getRemotingService().addIncomingInterceptor(silence);
    }

    @AfterEach
    void answersAgain() {
        broker.getActiveMQServer().getRemotingService().removeIncomingInterceptor(silence);
    }

    @Test
    void takesHandoverOutOfServiceUntilItAnswersWhileCallbacksAreTried() {
        handover.eventually(() -> assertThat(readiness()).isEqualTo(503));
        assertThat(metrics()).contains("handover_ready 0.0", "handover_broker_up 0.0");
        assertThat(manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
        // The next trial may be late: what can be stored is not refused for the last one.
        handover.eventually(() -> assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup())))));

        answersAgain();
        handover.eventually(() -> assertThat(readiness()).isEqualTo(200));
        assertThat(metrics()).contains("handover_ready 1.0", "handover_broker_up 1.0");
    }

    private int readiness() {
        return manage("/actuator/health/readiness").statusCode();
    }

    private String metrics() {
        return manage("/actuator/prometheus").body();
    }

    private HttpResponse<String> manage(String path) {
        try {
            return handover.manage("GET", path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class NotWaitingLong extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            return new String[] {"handover.broker.store-timeout=500ms", "management.prometheus.metrics.export.enabled=true"};
        }
    }
}
