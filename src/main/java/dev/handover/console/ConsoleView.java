package dev.handover.console;

import dev.handover.audit.EventTrail;
import dev.handover.audit.Trails;
import dev.handover.audit.VisibleText;
import dev.handover.deadletters.DeadLetter;
import dev.handover.deadletters.DeadLetters;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jms.JmsException;

/** What the console shows: the state of the destinations, the last transfers or those asked for, and the dead letters. */
final class ConsoleView {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleView.class);
    private static final int TRANSFERS = 20;
    private static final int ASKED_FOR = 50;
    private static final int LETTERS = 50;

    private final HealthIndicator destinations;
    private final DeadLetters letters;
    private final Trails trails;
    private final Clock clock;

    ConsoleView(HealthIndicator destinations, DeadLetters letters, Trails trails, Clock clock) {
        this.destinations = destinations;
        this.letters = letters;
        this.trails = trails;
        this.clock = clock;
    }

    /** The page's model; every text in it is shown as it is, escaped for HTML. */
    Map<String, Object> model(String key) throws IOException {
        Map<String, Object> states = new TreeMap<>(destinations.health().getDetails());
        List<EventTrail> found = key.isEmpty() ? trails.newest(TRANSFERS) : trails.of(key, ASKED_FOR + 1);
        boolean older = !key.isEmpty() && found.size() > ASKED_FOR;
        List<EventTrail> shown = older ? found.subList(0, ASKED_FOR) : found;
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("now", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        model.put("key", VisibleText.of(key));
        model.put("destinations", states);
        model.put("transfers", shown.stream().map(ConsoleView::transfer).toList());
        model.put("older", older);
        OwnerChain.of(VisibleText.of(key), shown, older, clock.instant()).ifPresent(chain -> model.put("chain", chain));
        if (key.isEmpty()) {
            letters(states.keySet()).ifPresent(dead -> model.put("letters", dead));
            model.put("lettersShown", LETTERS);
        }
        return model;
    }

    /** The dead letters of each destination that has some; nothing when the broker cannot be asked, which is not waited for twice. */
    private Optional<Map<String, List<Map<String, Object>>>> letters(Set<String> destinations) {
        Map<String, List<Map<String, Object>>> dead = new TreeMap<>();
        try {
            for (String name : destinations) {
                List<DeadLetter> oldest = letters.oldest(name, LETTERS);
                if (!oldest.isEmpty()) {
                    dead.put(name, oldest.stream().map(ConsoleView::letter).toList());
                }
            }
            return Optional.of(dead);
        } catch (JmsException e) {
            LOG.debug("The dead letters cannot be asked for", e);
            return Optional.empty();
        }
    }

    private static Map<String, Object> transfer(EventTrail trail) {
        Map<String, Object> transfer = new LinkedHashMap<>();
        for (String field : List.of("id", "acceptedAt", "groupID", "oldOwnerUserID", "newOwnerUserID", "operationID")) {
            transfer.put(field, trail.shown(field));
        }
        transfer.put("refused", trail.has("event", "refused"));
        transfer.put("truth", trail.truth());
        transfer.put("states", trail.states());
        transfer.put("words", trail.words());
        return transfer;
    }

    private static Map<String, Object> letter(DeadLetter letter) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", letter.eventID() == null ? "" : letter.eventID());
        shown.put("kind", letter.kind() == null ? "" : letter.kind());
        shown.put("reason", letter.reason());
        shown.put("failure", letter.failure() == null ? "" : letter.failure());
        shown.put("attempts", letter.attempts());
        shown.put("last", letter.lastAttempt() == null ? "" : letter.lastAttempt());
        shown.put("recipient", letter.recipient() == null ? "" : VisibleText.of(letter.recipient()));
        return shown;
    }
}
