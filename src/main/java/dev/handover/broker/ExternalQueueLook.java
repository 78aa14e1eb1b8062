package dev.handover.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.broker.ManagementMessages.Answers;
import jakarta.jms.JMSException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Looks at the queues of an external broker, by messages of its management.
 *
 * <p>Of the messages that wait for another attempt all are looked at while they are {@value #LISTED} at most. When they are more,
 * the next one due is, and the oldest event found since then counts until they are fewer again: a broker sends its whole list or
 * nothing.
 */
@Component
@ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", havingValue = false)
class ExternalQueueLook implements QueueLook {

    private static final int LISTED = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, WaitingMessage> oldest = new HashMap<>();
    private final ManagementMessages management;

    ExternalQueueLook(ManagementMessages management) {
        this.management = management;
    }

    @Override
    public Map<String, Backlog> look() throws JMSException {
        return management.ask(broker -> {
            Map<String, Backlog> found = new TreeMap<>();
            for (Object each : broker.queueNames()) {
                String queue = String.valueOf(each);
                if (QueueLook.isLookedAt(queue)) {
                    found.put(queue, backlog(broker, queue));
                }
            }
            return found;
        });
    }

    private Backlog backlog(Answers broker, String queue) throws JMSException {
        long dead = broker.number(QueueLook.dead(queue), "messageCount");
        long waiting = broker.number(queue, "messageCount");
        if (waiting == 0) {
            oldest.remove(queue);
            return Backlog.of(0, 0, dead, List.of());
        }
        long scheduled = broker.number(queue, "scheduledCount");
        List<WaitingMessage> delivering = messages(broker, queue, "listDeliveringMessagesAsJSON");
        List<WaitingMessage> seen = new ArrayList<>(messages(broker, queue, "getFirstMessageAsJSON"));
        seen.addAll(delivering);
        seen.addAll(scheduled(broker, queue, scheduled));
        long again = delivering.stream().filter(message -> message.trouble().isPresent()).count();
        return Backlog.of(waiting, scheduled + again, dead, seen);
    }

    private List<WaitingMessage> scheduled(Answers broker, String queue, long count) throws JMSException {
        if (count <= LISTED) {
            List<WaitingMessage> all = count == 0 ? List.of() : messages(broker, queue, "listScheduledMessagesAsJSON");
            // The first of many: kept for when they are too many to be listed.
            oldest.remove(queue);
            all.forEach(message -> keep(queue, message));
            return all;
        }
        messages(broker, queue, "peekFirstScheduledMessageAsJSON").forEach(message -> keep(queue, message));
        return Optional.ofNullable(oldest.get(queue)).stream().toList();
    }

    private void keep(String queue, WaitingMessage message) {
        oldest.merge(queue, message, (a, b) -> b.acceptedAt().isBefore(a.acceptedAt()) ? b : a);
    }

    private List<WaitingMessage> messages(Answers broker, String queue, String operation) throws JMSException {
        Optional<Object> answer = broker.call(queue, operation);
        if (answer.isEmpty()) {
            return List.of();
        }
        try {
            // Every object with an event's id is a message, however the lists are nested.
            return json.readTree(answer.get().toString()).findParents("eventID").stream()
                    .map(ExternalQueueLook::message)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WaitingMessage message(JsonNode message) {
        return WaitingMessage.of(
                name -> message.path(name).isMissingNode() ? null : message.path(name).asText(),
                message.path("timestamp").asLong(System.currentTimeMillis()));
    }
}
