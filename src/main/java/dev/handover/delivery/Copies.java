package dev.handover.delivery;

import dev.handover.broker.DestinationQueues;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Keeps count of an event's copies while the fan-out makes them, for the audit's line: the property {@code copies} holds the
 * names of the destinations that have one, in alphabetical order.
 *
 * <p>As a step it begins a count; as the aggregation strategy of the multicast it counts each branch. A branch counts for the
 * queue that it sent to last, and not at all when a condition kept it from sending.
 */
@Component("copies")
class Copies implements Processor, AggregationStrategy {

    private static final String COPIES = "copies";

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(COPIES, new TreeSet<String>());
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange branch, Exchange event) {
        Set<?> untyped = event.getProperty(COPIES, Set.class);
        if (untyped != null && !branch.isFailed()) {
            @SuppressWarnings("unchecked")
            Set<String> copies = (Set<String>) untyped;
            Optional.ofNullable(branch.getProperty(Exchange.TO_ENDPOINT, String.class))
                    .flatMap(DestinationQueues::destination)
                    .ifPresent(copies::add);
        }
        return event;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange branch) {
        return branch;
    }
}
