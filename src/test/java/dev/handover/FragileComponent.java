package dev.handover;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code fragile:NAME}, which takes everything, and to which a test can let something happen: when it is made, and when it is
 * started or stopped where routes run, not where they are checked.
 */
public final class FragileComponent extends DefaultComponent {

    private static final Map<String, Runnable> HAPPENING = new ConcurrentHashMap<>();

    /** @param time {@code make}, {@code start} or {@code stop}, with the endpoint's name, such as {@code start extra} */
    static void when(String time, Runnable happening) {
        HAPPENING.put(time, happening);
    }

    /** From now on nothing happens. */
    static void behave() {
        HAPPENING.clear();
    }

    private static void happen(String time) {
        HAPPENING.getOrDefault(time, () -> {}).run();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        happen("make " + name);
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new Fragile(this, name);
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("nothing is taken from here");
            }

            @Override
            public boolean isSingleton() {
                return true;
            }
        };
    }

    private static final class Fragile extends DefaultProducer {

        private final String name;

        private Fragile(Endpoint endpoint, String name) {
            super(endpoint);
            this.name = name;
        }

        @Override
        public void process(Exchange exchange) {
            // It is gone.
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            happenWhereRoutesRun("start ");
        }

        @Override
        protected void doStop() throws Exception {
            happenWhereRoutesRun("stop ");
            super.doStop();
        }

        private void happenWhereRoutesRun(String time) {
            if (!getEndpoint().getCamelContext().getName().equals("check")) {
                happen(time + name);
            }
        }
    }
}
