package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class against a Handover that asks {@link OpenIMStub}, mails through {@link ScriptedSmtp}, posts to Slack
 * with a token, and reads a {@code recipients.yaml} of its own ({@link RecipientsFile}). The stubs are beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TellingPeople.Telling.class)
public @interface TellingPeople {

    String RECIPIENTS = """
            people:
              - {user: userNew456, mail: ming@example.org, slack: U0MING, language: zh, timezone: Asia/Shanghai}
              - {user: ann, mail: ann@example.org}
              - {user: mute, mail: mute@example.org, slack: U0MUTE, mute: true}
            groups:
              - {group: "team-*", mail: [leads@example.org], slack: "#leads"}
            contradicted: {mail: [security@example.org], slack: "#security"}
            """;

    /** The file that may be edited. */
    record RecipientsFile(Path path) {
        void write(String text) {
            try {
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final class Telling extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            OpenIMStub openim = new OpenIMStub();
            ScriptedSmtp smtp = new ScriptedSmtp();
            SlackStub slack = new SlackStub();
            RecipientsFile file = new RecipientsFile(temporary());
            file.write(RECIPIENTS);
            context.getBeanFactory().registerSingleton("openIMStub", openim);
            context.getBeanFactory().registerSingleton("smtp", smtp);
            context.getBeanFactory().registerSingleton("slackStub", slack);
            context.getBeanFactory().registerSingleton("recipientsOfTheTest", file);
            List<String> settings = new ArrayList<>(List.of(openim.apiSettings()));
            settings.addAll(List.of(
                    // One test has OpenIM away: the next must not wait until it is asked again.
                    "handover.openim.pause=10ms",
                    "OPENIM_CHAT_URL=" + openim.url(),
                    "OPENIM_CHAT_ADMIN_URL=" + openim.url(),
                    "OPENIM_CHAT_ACCOUNT=chatAdmin",
                    "OPENIM_CHAT_PASSWORD=" + OpenIMStub.CHAT_PASSWORD,
                    "RECIPIENTS_FILE=" + file.path(),
                    "SMTP_HOST=127.0.0.1",
                    "SMTP_PORT=" + smtp.port(),
                    "SMTP_SECURITY=none",
                    "SLACK_TOKEN=xoxb-1",
                    "SLACK_CHANNEL=#ops",
                    "SLACK_API_URL=" + slack.url(),
                    "DELIVERY_FIRST_RETRY=200ms"));
            return settings.toArray(String[]::new);
        }

        private static Path temporary() {
            try {
                return Files.createTempDirectory("recipients").resolve("recipients.yaml");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
