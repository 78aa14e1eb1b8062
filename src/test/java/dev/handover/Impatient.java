package dev.handover;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class against a Handover that gives up after four attempts, which take a second or two, and has
 * every destination: mail to Ann and Bob through {@link ScriptedSmtp}, which it waits three seconds for, a Slack webhook, and
 * the app backend. The stubs are beans, and so is {@link Running}. One context for all.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Impatient.GivingUpSoon.class)
public @interface Impatient {

    int ATTEMPTS = 4;
    String MAIL_PASSWORD = "mail-pass-83a";
    String SLACK_SECRET = "slack-hook-41f";
    String BACKEND_SECRET = "backend-path-9d0";

    final class GivingUpSoon extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            ScriptedSmtp smtp = new ScriptedSmtp();
            SlackStub slack = new SlackStub();
            SlackStub backend = new SlackStub();
            context.getBeanFactory().registerSingleton("smtp", smtp);
            context.getBeanFactory().registerSingleton("slackStub", slack);
            context.getBeanFactory().registerSingleton("backendStub", backend);
            return new String[] {
                "SMTP_HOST=127.0.0.1",
                "SMTP_PORT=" + smtp.port(),
                "SMTP_SECURITY=none",
                "SMTP_USERNAME=handover",
                "SMTP_PASSWORD=" + MAIL_PASSWORD,
                "MAIL_FROM=handover@example.org",
                "MAIL_TO=ann@example.org, bob@example.org",
                "handover.email.read-timeout=3s",
                // So that each mail goes through every phase.
                "handover.email.keep-connection=0s",
                "SLACK_WEBHOOK_URL=" + slack.url() + "/services/T0/B0/" + SLACK_SECRET,
                "APP_BACKEND_URL=" + backend.url() + "/" + BACKEND_SECRET,
                "APP_BACKEND_COPY=true",
                "DELIVERY_FIRST_RETRY=200ms",
                "DELIVERY_MAX_DELAY=5s",
                "DELIVERY_MAX_ATTEMPTS=" + ATTEMPTS,
            };
        }
    }
}
