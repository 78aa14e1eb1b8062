package dev.handover.broker;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsConstants;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsProducer;
import org.apache.camel.component.jms.JmsQueueEndpoint;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * Camel's JMS for sending alone, with what comes at the same time stored together ({@link GroupCommit}). An exchange holds no thread
 * while its message is being stored.
 *
 * <p>Then it goes on on one of {@value #GOING_ON} threads, for what follows may wait: for a caller that does not take its answer.
 * They are not those that exchanges begin on: all of these may wait for a route that is held, until what is under way in
 * it has ended ({@code HeldRoutes}).
 *
 * <p>An endpoint with options of its own, and a message with a destination of its own, are Camel's matter: sent by themselves, on
 * the thread that has them.
 */
final class StoreComponent extends JmsComponent {

    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
    private static final int GOING_ON = 16;

    private ExecutorService storing;
    private ExecutorService goingOn;
    private GroupCommit group;

    StoreComponent() {
        super(new JmsConfiguration());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        storing = threads("store", GroupCommit.AT_ONCE);
        goingOn = threads("stored", GOING_ON);
        group = new GroupCommit((JmsTemplate) getConfiguration().createInOnlyTemplate(null, false, null), storing);
    }

    /** Any number of tasks, in place of Camel's 1,000, and what comes after the end fails. */
    private ExecutorService threads(String name, int number) {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder(name)
                .poolSize(number)
                .maxPoolSize(number)
                .maxQueueSize(Integer.MAX_VALUE)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
        return getCamelContext().getExecutorServiceManager().newThreadPool(this, name, profile);
    }

    /** Waits for nothing: that the routes have done, for as long as a stop may take. */
    @Override
    protected void doStop() throws Exception {
        getCamelContext().getExecutorServiceManager().shutdown(storing);
        getCamelContext().getExecutorServiceManager().shutdown(goingOn);
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        boolean options = !parameters.isEmpty();
        JmsEndpoint made = (JmsEndpoint) super.createEndpoint(uri, remaining, parameters);
        if (options) {
            return made;
        }
        JmsEndpoint endpoint = new JmsQueueEndpoint(uri, this, made.getDestinationName(), made.getConfiguration()) {
            @Override
            public Producer createProducer() {
                return new Sender(this);
            }
        };
        endpoint.setHeaderFilterStrategy(made.getHeaderFilterStrategy());
        return endpoint;
    }

    private final class Sender extends JmsProducer {

        private Sender(JmsEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (exchange.getIn().getHeader(JmsConstants.JMS_DESTINATION_NAME) != null
                    || exchange.getIn().getHeader(JmsConstants.JMS_DESTINATION) != null) {
                return super.process(exchange, callback);
            }
            PendingSend send = new PendingSend(
                    getEndpoint().getDestinationName(),
                    session -> getEndpoint().getBinding().makeJmsMessage(exchange, session),
                    failure -> {
                        if (failure != null) {
                            exchange.setException(failure);
                        }
                        goOn(exchange, callback);
                    });
            try {
                group.store(send);
                return false;
            } catch (RuntimeException | Error noThread) {
                exchange.setException(noThread);
                callback.done(true);
                return true;
            }
        }

        private void goOn(Exchange exchange, AsyncCallback callback) {
            try {
                goingOn.execute(() -> end(exchange, callback));
            } catch (RuntimeException | Error noThread) {
                end(exchange, callback);
            }
        }

        /** Some steps may end in an Error, which Camel leaves to the thread. Who waits for the exchange is told then, too. */
        private void end(Exchange exchange, AsyncCallback callback) {
            try {
                callback.done(false);
            } catch (Error e) {
                LOG.error("The steps after a message was stored did not end", e);
                exchange.setException(e);
                UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
            }
        }
    }
}
