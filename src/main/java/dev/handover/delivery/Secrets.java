package dev.handover.delivery;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes a failure fit to be shown: one line of at most {@value #LONGEST} characters, no secret of the settings in it. */
@Component
class Secrets {

    private static final int LONGEST = 300;

    private final List<String> values;

    Secrets(Environment environment) {
        this.values = Stream.of(
                        "handover.email.password",
                        "handover.slack.webhook-url",
                        "handover.slack.token",
                        "handover.backend.url",
                        "handover.openim.secret",
                        "handover.openim.chat-password",
                        "handover.webhook.password",
                        "handover.webhook.path",
                        "spring.artemis.password")
                .map(environment::getProperty)
                .filter(value -> value != null && !value.isBlank())
                .toList();
    }

    String oneLine(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getClass().getSimpleName() + ": " + root.getMessage();
        for (String value : values) {
            text = text.replace(value, "***");
        }
        // What a server answers may repeat a caller's text.
        text = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").trim();
        return text.codePointCount(0, text.length()) > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST))
                : text;
    }
}
