package dev.handover.broker;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.paging.PagingStoreFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServer.SERVER_STATE;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/** The embedded broker, with {@link WholePages}. After it has stopped over an I/O error, a new one goes on with its files. */
class RenewableBroker extends EmbeddedActiveMQ {

    private volatile ActiveMQServer current;

    RenewableBroker(Configuration configuration) {
        setConfiguration(configuration);
        setSecurityManager(new ActiveMQJAASSecurityManager());
    }

    @Override
    public void createActiveMQServer() {
        if (current == null) {
            use(new Server(configuration));
        }
    }

    @Override
    public ActiveMQServer getActiveMQServer() {
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
