package dev.handover.broker;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ClientConnectionLifeCycleListener;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Connection;
import org.apache.activemq.artemis.spi.core.remoting.Connector;
import org.apache.activemq.artemis.utils.actors.ArtemisExecutor;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;

/**
 * Connects to a broker in the same process, as Artemis' own factory does, but hands over what is sent on the sender's thread. With
 * Artemis' own, a further thread decodes it and wakes the one that stores it (bench/README.md). What comes at the same time
 * over one connection is still handed over one after the other, in its order, and nobody waits for another's turn: whoever finds
 * another handing over leaves it to that one. (A fair executor would call itself for each packet: never make it one.)
 *
 * <p>For senders. What the broker sends comes on its threads as before: in both directions at once, locks of the broker could be
 * held while locks of the client are waited for. Public for Artemis, which makes one by its name.
 */
public class DirectConnectorFactory extends InVMConnectorFactory {

    /** @param serverID the embedded broker's number, in this process */
    static ActiveMQConnectionFactory connectionsTo(int serverID) {
        Map<String, Object> parameters = Map.of(TransportConstants.SERVER_ID_PROP_NAME, serverID);
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
                false, new TransportConfiguration(DirectConnectorFactory.class.getName(), parameters));
        // A broker that has been away is otherwise connected to as it describes itself, which is by Artemis' own connector.
        connections.setUseTopologyForLoadBalancing(false);
        return connections;
    }

    @Override
    public Connector createConnector(
            Map<String, Object> configuration,
            BufferHandler handler,
            ClientConnectionLifeCycleListener listener,
            Executor closeExecutor,
            Executor threadPool,
            ScheduledExecutorService scheduledThreadPool,
            ClientProtocolManager protocolManager) {
        return new InVMConnector(configuration, handler, listener, closeExecutor, threadPool, protocolManager) {
            @Override
            protected Connection internalCreateConnection(
                    BufferHandler broker, ClientConnectionLifeCycleListener client, ArtemisExecutor brokersThread) {
                ArtemisExecutor sendersThread = new OrderedExecutorFactory(Runnable::run).getExecutor();
                return super.internalCreateConnection(broker, client, sendersThread);
            }
        };
    }
}
