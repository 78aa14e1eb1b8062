package dev.handover.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Looks at the queues of the embedded broker, in its memory: at every message that waits for another attempt
 * ({@link DelayLimit} bounds them) or is in delivery, and at the first of the others, which came before the rest.
 */
@Component
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
class EmbeddedQueueLook implements QueueLook {

    private static final int FIRST = 20;

    private final EmbeddedActiveMQ broker;

    EmbeddedQueueLook(EmbeddedActiveMQ broker) {
        this.broker = broker;
    }

    @Override
    public Map<String, Backlog> look() {
        ActiveMQServer server = broker.getActiveMQServer();
        if (!server.isActive()) {
            throw new IllegalStateException("the broker is stopped");
        }
        Map<String, Backlog> found = new TreeMap<>();
        for (String name : server.getActiveMQServerControl().getQueueNames()) {
            Queue queue = QueueLook.isLookedAt(name) ? server.locateQueue(SimpleString.of(name)) : null;
            if (queue != null) {
                Queue dead = server.locateQueue(SimpleString.of(QueueLook.dead(name)));
                found.put(name, backlog(queue, dead == null ? 0 : dead.getMessageCount()));
            }
        }
        return found;
    }

    private static Backlog backlog(Queue queue, long dead) {
        List<WaitingMessage> scheduled = read(queue.getScheduledMessages());
        List<WaitingMessage> delivering =
                read(queue.getDeliveringMessages().values().stream().flatMap(Collection::stream).toList());
        List<WaitingMessage> seen = new ArrayList<>(first(queue));
        seen.addAll(scheduled);
        seen.addAll(delivering);
        long again = delivering.stream().filter(message -> message.trouble().isPresent()).count();
        return Backlog.of(queue.getMessageCount(), scheduled.size() + again, dead, seen);
    }

    private static List<WaitingMessage> first(Queue queue) {
        List<MessageReference> first = new ArrayList<>();
        try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
            while (first.size() < FIRST && messages.hasNext()) {
                first.add(messages.next());
            }
        }
        return read(first);
    }

    private static List<WaitingMessage> read(List<MessageReference> references) {
        return references.stream()
                .map(MessageReference::getMessage)
                .map(message -> WaitingMessage.of(message::getStringProperty, message.getTimestamp()))
                .toList();
    }
}
