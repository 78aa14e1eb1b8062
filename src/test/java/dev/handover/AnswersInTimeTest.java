package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertNotValid;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionSendMessage;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** What OpenIM gets when the callbacks' route takes too long, with two workers and room for one more callback. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = AnswersInTimeTest.HoldingUp.class)
@DirtiesContext
class AnswersInTimeTest {

    private static final int LARGEST = 64 * 1024;
    private static final String NOT_KNOWN = "The callback is not known to be stored; it may be sent again";

    @Autowired
    private Running handover;

    @Autowired
    private HeldUp heldUp;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ThreadPoolTaskExecutor workers;

    @Autowired
    private EmbeddedActiveMQ broker;

    private final List<RawHttp> connections = new ArrayList<>();

    @BeforeEach
    void hold() {
        // The first of all takes its time on a busy machine, and may be answered that nothing is known.
        handover.eventually(() -> assertStored(handover.send(some())));
        heldUp.hold();
    }

    @AfterEach
    void goOn() throws IOException {
        heldUp.goOn();
        handover.eventually(() -> assertThat(workers.getActiveCount()).isZero());
        for (RawHttp connection : connections) {
            connection.close();
        }
    }

    @Test
    void answersThatNothingIsKnownWhenTheRouteTakesTooLong() {
        assertNotKnown(connect().send(held().bytes()));
    }

    /** Many may be late at once: a thread for each might be more than can be made. */
    @Test
    void givesAllLateAnswersOnOneThread() {
        int lines = LoggedLines.count();
        for (int i = 0; i < 3; i++) {
            assertNotKnown(connect().send(held().bytes()));
        }
        assertThat(LoggedLines.threadsAfter(lines, NOT_KNOWN)).hasSize(3).containsOnly("late-1");
    }

    @Test
    void keepsTheRoutesLateAnswerToItself() {
        String group = Callbacks.newGroup();
        assertNotKnown(connect().send(held(group).bytes()));

        // A request of somebody else, which may take the place of the one that was given up, gets its own answer.
        RawHttp other = connect();
        other.begin(RawRequest.callback("{}").bytes());
        heldUp.goOn();
        assertNotValid(other.answer(), "callbackCommand is missing");
        handover.accepted(group);
        assertStored(handover.send(some()));
    }

    @Test
    void refusesAtOnceWhatThereIsNoRoomFor() throws Exception {
        // One after the other: for what comes at once there is no more room than the queue has.
        for (int i = 0; i < 2; i++) {
            connect().begin(held().bytes());
            assertThat(heldUp.holds(1)).isTrue();
        }
        connect().begin(held().bytes());
        handover.eventually(() -> assertFailure(
                handover.send(some()), 503, 5007, "Not stored",
                "Too many callbacks are waiting; nothing was kept"));
        heldUp.goOn();
        handover.eventually(() -> assertStored(handover.send(some())));
    }

    /** An edit holds the route until what is under way in it has ended: neither may wait for the other. */
    @Test
    void answersWhatIsStoredWhileAllWorkersWaitForTheRoute() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        Interceptor held = (packet, connection) -> {
            // A delivery sends, too, but to a destination's queue.
            if (packet instanceof SessionSendMessage send && send.getMessage().getAddress().equals("transfers")) {
                storing.countDown();
                awaitQuietly(stored);
            }
            return true;
        };
        RemotingService remoting = broker.getActiveMQServer().getRemotingService();
        remoting.addIncomingInterceptor(held);
        Consumer route = camel.getRoute("callback").getConsumer();
        try {
            RawHttp first = connect();
            first.begin(some().bytes());
            assertThat(storing.await(20, TimeUnit.SECONDS)).isTrue();
            ServiceHelper.suspendService(route);
            handover.eventually(() -> {
                // One may be refused: what a test before left under way takes room for a moment.
                connect().begin(some().bytes());
                assertThat(workers.getActiveCount()).isEqualTo(2);
            });
            stored.countDown();
            assertStored(first.answer());
        } finally {
            stored.countDown();
            remoting.removeIncomingInterceptor(held);
            ServiceHelper.resumeService(route);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void answersInTimeToABodyThatCameInPieces() {
        byte[] request = held().bytes();
        RawHttp connection = connect();
        connection.begin(Arrays.copyOf(request, request.length - 20));
        // By the time another one has been answered, the server should have looked at this one.
        assertStored(handover.send(some()));
        assertNotKnown(connection.send(Arrays.copyOfRange(request, request.length - 20, request.length)));
    }

    @Test
    void givesTheMemoryForBodiesBackHoweverARequestEnds() throws Exception {
        byte[] largest = Arrays.copyOf(some().body(), LARGEST);
        Arrays.fill(largest, some().body().length, LARGEST, (byte) ' ');
        assertNotKnown(connect().send(held().bytes()));
        RawHttp gone = connect();
        gone.begin(held().bytes());
        assertThat(heldUp.holds(2)).isTrue();
        assertFailure(
                handover.send(RawRequest.callback(largest)), 503, 5007, "Not stored",
                "Too many bodies are being received; nothing was kept");
        gone.close();
        heldUp.goOn();
        handover.eventually(() -> assertStored(handover.send(RawRequest.callback(largest))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "stop"})
    void answersWithTheEnvelopeWhileItsRouteDoesNotRun(String how) throws Exception {
        String route = "after-transfer-group-owner";
        if (how.equals("stop")) {
            camel.getRouteController().stopRoute(route);
        } else {
            camel.getRouteController().suspendRoute(route);
        }
        try {
            assertFailure(
                    handover.send(some()), 503, 5007, "Not stored",
                    "Handover could not serve the request");
        } finally {
            camel.getRouteController().startRoute(route);
        }
        assertStored(handover.send(some()));
    }

    private RawHttp connect() {
        RawHttp connection = handover.connect();
        connections.add(connection);
        return connection;
    }

    private static RawRequest some() {
        return RawRequest.callback(Callbacks.body(Callbacks.newGroup()));
    }

    private static RawRequest held() {
        return held(Callbacks.newGroup());
    }

    private static RawRequest held(String group) {
        return RawRequest.callback(Callbacks.body(group)).header("Operationid", HeldUp.OPERATION + group);
    }

    private static void assertNotKnown(RawHttp.Response answer) {
        assertFailure(answer, 503, 5007, "Not stored", NOT_KNOWN);
    }

    /** A step of the callbacks' route that does not end for some operations, until it is told to go on. */
    static final class HeldUp implements Processor {

        private static final String OPERATION = "held-";

        private final Semaphore come = new Semaphore(0);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void process(Exchange exchange) throws InterruptedException {
            if (exchange.getProperty("operationID", "", String.class).startsWith(OPERATION)) {
                come.release();
                gate.await(20, TimeUnit.SECONDS);
            }
        }

        void hold() {
            come.drainPermits();
            gate = new CountDownLatch(1);
        }

        void goOn() {
            gate.countDown();
        }

        /** Whether so many callbacks are held up. */
        boolean holds(int callbacks) throws InterruptedException {
            return come.tryAcquire(callbacks, 20, TimeUnit.SECONDS);
        }
    }

    static final class HoldingUp extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            ((GenericApplicationContext) context).registerBean("heldUp", HeldUp.class, HeldUp::new);
            return new String[] {
                "ROUTES_DIR=" + routes(),
                "spring.task.execution.pool.core-size=2",
                "spring.task.execution.pool.max-size=2",
                "spring.task.execution.pool.queue-capacity=1",
                "spring.mvc.async.request-timeout=1500ms",
                "handover.webhook.max-buffered=64KB",
                "handover.backend.timeout=1s",
                "handover.backend.max-concurrent=1",
            };
        }

        private static Path routes() {
            try {
                return RouteFolder.copyTo(Files.createTempDirectory("handover-routes").resolve("routes"))
                        .replace(
                                "callback.camel.yaml",
                                "        - process:\n            ref: strictText\n",
                                "        - process:\n            ref: heldUp\n        - process:\n            ref: strictText\n")
                        .path();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
