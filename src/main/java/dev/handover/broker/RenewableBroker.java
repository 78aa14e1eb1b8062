package dev.handover.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.paging.PagingStoreFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServer.SERVER_STATE;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/**
 * The embedded broker, with {@link WholePages}. After it has stopped over an I/O error, a new one goes on with its files.
 *
 * <p>It can begin beside the rest of Handover, once. Whoever asks for its server, or stops it, then waits until it has started.
 * A connection waits for nothing: before the routes start, the queues of the dead letters are made, which asks for the server.
 */
class RenewableBroker extends EmbeddedActiveMQ {

    private volatile Future<?> starting = CompletableFuture.completedFuture(null);
    private volatile ActiveMQServer current;

    RenewableBroker(Configuration configuration) {
        setConfiguration(configuration);
        setSecurityManager(new ActiveMQJAASSecurityManager());
    }

    /** Starts it on a thread of its own. One that cannot take up its files logs why, and is then not active, as after an I/O error. */
    public void begin() {
        FutureTask<EmbeddedActiveMQ> task = new FutureTask<>(this::start);
        starting = task;
        new Thread(task, "broker-start").start();
    }

    @Override
    public EmbeddedActiveMQ stop() throws Exception {
        try {
            getActiveMQServer();
        } catch (IllegalStateException notStarted) {
            // Told to who asked for the server. What there is of it is stopped.
        }
        return super.stop();
    }

    @Override
    public void createActiveMQServer() {
        if (current == null) {
            use(new Server(configuration));
        }
    }

    /** @throws IllegalStateException when it began and could not start, with the reason */
    @Override
    public ActiveMQServer getActiveMQServer() {
        try {
            // Spring interrupts a start that waits without an end when it is told to stop; this is to start first, and then to stop.
            starting.get(1, TimeUnit.DAYS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The embedded broker cannot be started", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The embedded broker is still starting", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the embedded broker started", e);
        }
        return current;
    }

    /**
     * Stops what there is of the broker and starts another. The same one would not stop over an I/O error a second time, and go
     * on without its disk (DefaultCriticalErrorListener of Artemis 2.56).
     *
     * @throws Exception when it is still stopping, or the other cannot be started, as on a full disk
     */
    void restart() throws Exception {
        current.stop();
        if (current.getState() != SERVER_STATE.STOPPED) {
            throw new IllegalStateException("The broker is still stopping");
        }
        Server next = new Server(configuration);
        try {
            next.start();
        } catch (Exception e) {
            next.stop();
            throw e;
        }
        use(next);
    }

    /** Whether so much waits there that what comes goes to pages. Not so of an address that is not there yet. */
    boolean isPaging(String address) {
        try {
            PagingStore store = getActiveMQServer().getPagingManager().getPageStore(SimpleString.of(address));
            return store != null && store.isPaging();
        } catch (Exception e) {
            throw new IllegalStateException("The pages of an address cannot be asked for", e);
        }
    }

    private void use(ActiveMQServer server) {
        activeMQServer = server;
        current = server;
    }

    private final class Server extends ActiveMQServerImpl {

        Server(Configuration configuration) {
            super(configuration, securityManager);
        }

        @Override
        protected PagingStoreFactory getPagingStoreFactory() {
            return new WholePages(
                    getStorageManager(), getConfiguration(), scheduledPool, pageExecutorFactory, getIoCriticalErrorListener());
        }
    }
}
