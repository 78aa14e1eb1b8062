package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;

/** A route that stores, over a real broker with its journal: which thread it takes, and where it goes on. */
@Timeout(60)
class StoreComponentTest {

    private static final int SERVER_ID = 80;
    private static final int MANY = 1_100;

    @TempDir
    private Path folder;

    private RenewableBroker broker;
    private CachingConnectionFactory connections;
    private DefaultCamelContext camel;
    private JmsComponent store;
    private final CountDownLatch brokerGoesOn = new CountDownLatch(1);
    private final CompletableFuture<Thread> wentOn = new CompletableFuture<>();
    private final ExecutorService workers = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
    private volatile boolean breaking;

    @BeforeEach
    void starts() throws Exception {
        EmbeddedBrokerTest.isSilent();
        broker = new RenewableBroker(EmbeddedBrokerTest.configuration(folder, SERVER_ID));
        broker.start();
        connections = new CachingConnectionFactory();
        ArtemisProperties properties = new ArtemisProperties();
        properties.setMode(ArtemisMode.EMBEDDED);
        properties.getEmbedded().setServerId(SERVER_ID);
        BrokerConfiguration configuration = new BrokerConfiguration();
        camel = new DefaultCamelContext();
        // An exchange that ended in an Error is counted for ever.
        camel.getShutdownStrategy().setTimeout(1);
        store = configuration.store(
                configuration.storeConnections(connections, properties, EmbeddedBrokerTest.settings(1)), properties);
        camel.addComponent("store", store);
        RouteBuilder.addRoutes(camel, routes -> {
            routes.from("direct:in").to("store:transfers").process(goOn);
            routes.from("direct:options").to("store:transfers?timeToLive=60000").process(goOn);
        });
        camel.start();
    }

    @AfterEach
    void stops() throws Exception {
        brokerGoesOn.countDown();
        camel.close();
        workers.shutdownNow();
        connections.destroy();
        broker.stop();
    }

    @Test
    void holdsNoThreadWhileItIsStored() throws Exception {
        broker.getActiveMQServer().getRemotingService().addIncomingInterceptor((packet, connection) -> {
            awaitQuietly(brokerGoesOn);
            return true;
        });
        CompletableFuture<Exchange> stored = send("direct:in");
        // The one worker there is, which has begun it.
        assertThat(workers.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
        assertThat(stored).isNotDone();
        brokerGoesOn.countDown();
        assertThat(stored.get().getException()).isNull();
    }

    /** More than Camel's own threads have room for, which would then store by themselves, or not at all. */
    @Test
    void storesHoweverManyWait() throws Exception {
        broker.getActiveMQServer().getRemotingService().addIncomingInterceptor((packet, connection) -> {
            awaitQuietly(brokerGoesOn);
            return true;
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            sent.add(send("direct:in"));
        }
        assertThat(workers.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        brokerGoesOn.countDown();
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(broker.getActiveMQServer().locateQueue("transfers").getMessageCount()).isEqualTo(MANY);
    }

    /** All workers may wait for a route that is held until this exchange has left it; and two threads store for all. */
    @Test
    void goesOnOnAThreadThatNeitherBeginsNorStores() throws Exception {
        assertThat(send("direct:in").get().getException()).isNull();
        assertThat(wentOn.get().getName()).endsWith(" - stored");
    }

    @Test
    void goesOnWithTheFailureWhenTheBrokerIsAway() throws Exception {
        broker.getActiveMQServer().stop();
        assertThat(send("direct:in").get().getException()).isInstanceOf(JmsException.class);
        assertThat(wentOn).isNotDone();
    }

    @Test
    void failsWhatComesAfterTheEnd() throws Exception {
        store.stop();
        assertThat(send("direct:in").get().getException()).isInstanceOf(RejectedExecutionException.class);
    }

    /** Camel leaves it to the thread, and does not call back. */
    @Test
    void givesTheExchangeUpWhenAStepAfterItEndsInAnError() throws Exception {
        breaking = true;
        CompletableFuture<Exchange> givenUp = new CompletableFuture<>();
        Exchange exchange = camel.getEndpoint("direct:in").createExchange();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                givenUp.complete(failed);
            }
        });
        send("direct:in", exchange);
        assertThat(givenUp.get(20, TimeUnit.SECONDS).getException()).hasCauseInstanceOf(LinkageError.class);
    }

    @Test
    void leavesAnEndpointWithOptionsAndAMessageWithADestinationToCamel() throws Exception {
        assertThat(send("direct:options").get().getException()).isNull();
        assertThat(wentOn.get().getName()).isEqualTo("worker");
        Exchange exchange = camel.getEndpoint("direct:in").createExchange();
        exchange.getMessage().setHeader(JmsConstants.JMS_DESTINATION_NAME, "transfers.audit");
        assertThat(send("direct:in", exchange).get().getException()).isNull();
        assertThat(broker.getActiveMQServer().locateQueue("transfers").getMessageCount()).isEqualTo(1);
        assertThat(broker.getActiveMQServer().locateQueue("transfers.audit").getMessageCount()).isEqualTo(1);
    }

    /** Not a plain Processor, of which Camel turns some Errors into failures. */
    private final AsyncProcessor goOn = new AsyncProcessorSupport() {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (breaking) {
                throw new LinkageError("a library is missing");
            }
            wentOn.complete(Thread.currentThread());
            callback.done(true);
            return true;
        }
    };

    private CompletableFuture<Exchange> send(String uri) throws Exception {
        return send(uri, camel.getEndpoint(uri).createExchange());
    }

    private CompletableFuture<Exchange> send(String uri, Exchange exchange) throws Exception {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        exchange.getMessage().setBody("{}");
        AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
        producer.start();
        workers.execute(() -> producer.process(exchange, sync -> done.complete(exchange)));
        return done;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
