package dev.handover.broker;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The two components of the routes.
 *
 * <p>{@code store:} sends one message, and goes on when the broker has forced it to disk; it is what a callback waits
 * for, so it gives up early. {@code jms:} takes and sends in one local transaction: what a route sends is stored
 * exactly when what it took is done. Each Camel context gets its own.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    JmsComponent store(StoreConnections connections, ArtemisProperties properties) {
        // A broker of several instances stores one by one: it does not look for twins among what is not committed yet.
        boolean shared = properties.getMode() == ArtemisMode.NATIVE;
        JmsComponent component = component(shared ? new JmsComponent(new JmsConfiguration()) : new StoreComponent());
        component.setConnectionFactory(connections.factory());
        // Callbacks are InOut; without this a send would wait for a reply for ever.
        component.setDisableReplyTo(true);
        return component;
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    JmsComponent jms(@Qualifier("deliverySessions") CachingConnectionFactory sessions) {
        JmsComponent component = component(new JmsComponent(new JmsConfiguration()));
        component.setConnectionFactory(sessions);
        component.setTransacted(true);
        // The session's own transaction, which the sends of the same route join. A transaction manager would bring
        // a session of its own for each message, beside that of the cached consumer.
        component.setLazyCreateTransactionManager(false);
        component.setCacheLevelName("CACHE_CONSUMER");
        component.setDisableReplyTo(true);
        // After this long a stopping or failing consumer looks up again; it also bounds how long a stop takes.
        component.setReceiveTimeout(1000);
        component.setRecoveryInterval(1000);
        // What was taken while a route stops is delivered: rolled back, it would wait for the broker's redelivery.
        component.setAcceptMessagesWhileStopping(true);
        return component;
    }

    private static JmsComponent component(JmsComponent component) {
        // A session would ask the broker for the queue each time, and wait for the answer. Who sends or takes first makes it.
        component.setDestinationResolver((session, name, topic) -> ActiveMQDestination.createQueue(name));
        return component;
    }

    /**
     * Sessions that keep their producers: each new one would ask the broker for the address, and wait for the answer. Each consumer
     * has a session of its own all the same, for as long as it runs.
     */
    @Bean(defaultCandidate = false)
    CachingConnectionFactory deliverySessions(@Qualifier("deliveries") ActiveMQConnectionFactory deliveries) {
        CachingConnectionFactory sessions = new CachingConnectionFactory(deliveries);
        sessions.setCacheConsumers(false);
        return sessions;
    }

    /** No prefetch: what waits stays where others can take and see it. */
    @Bean(defaultCandidate = false)
    ActiveMQConnectionFactory deliveries(ArtemisProperties properties) {
        ActiveMQConnectionFactory factory = factory(properties);
        factory.setConsumerWindowSize(0);
        return factory;
    }

    /** For what must not hang: a broker that does not answer is given up as early as by a callback. */
    @Bean(defaultCandidate = false)
    ActiveMQConnectionFactory questions(ArtemisProperties properties, BrokerSettings settings) {
        ActiveMQConnectionFactory factory = factory(properties);
        factory.setCallTimeout(settings.storeTimeout().toMillis());
        factory.setReconnectAttempts(0);
        // Who looks at a few of many letters is sent those few.
        factory.setConsumerWindowSize(0);
        return factory;
    }

    private static ActiveMQConnectionFactory factory(ArtemisProperties properties) {
        return properties.getMode() == ArtemisMode.NATIVE
                ? new ActiveMQConnectionFactory(
                        properties.getBrokerUrl(), properties.getUser(), properties.getPassword())
                : sendingUnasked(new ActiveMQConnectionFactory(
                        "vm://" + properties.getEmbedded().getServerId()));
    }

    /** Within a transaction a sender would wait without end for the broker's leave to send more: here the places for callbacks are the limit. */
    private static ActiveMQConnectionFactory sendingUnasked(ActiveMQConnectionFactory embedded) {
        embedded.setProducerWindowSize(-1);
        return embedded;
    }

    /** Callbacks' connections: made once, because a factory that has connected cannot be changed any more. */
    @Bean
    StoreConnections storeConnections(
            CachingConnectionFactory connectionFactory, ArtemisProperties properties, BrokerSettings settings) {
        if (properties.getMode() != ArtemisMode.NATIVE) {
            connectionFactory.setTargetConnectionFactory(sendingUnasked(
                    DirectConnectorFactory.connectionsTo(properties.getEmbedded().getServerId())));
        }
        ActiveMQConnectionFactory artemis =
                (ActiveMQConnectionFactory) connectionFactory.getTargetConnectionFactory();
        artemis.setCallTimeout(settings.storeTimeout().toMillis());
        artemis.setBlockOnDurableSend(true);
        // A broker that is away is told to the caller; the next callback tries again. The client of an external one sits out
        // one interval even after its last attempt, and callbacks connect one after the other.
        artemis.setReconnectAttempts(0);
        artemis.setRetryInterval(100);
        return new StoreConnections(connectionFactory);
    }

    /** @param factory the cached connections that callbacks are stored over */
    record StoreConnections(CachingConnectionFactory factory) {}
}
