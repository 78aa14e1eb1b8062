package dev.handover;

import com.icegreen.greenmail.util.GreenMail;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class against a Handover with a secret path and credentials on both ports, which posts to Slack with a token and
 * may send mail with STARTTLS only, to a server that has none. {@link Running}, {@link GreenMail} and {@link SlackStub}
 * are beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Guarded.Secrets.class)
public @interface Guarded {

    String PATH = "/some/secret-path";
    String PASSWORD = "webhook-pass-5e9";
    String TOKEN = "xoxb-token-7c1";
    String MANAGEMENT_PASSWORD = "management-päss-8a3";
    String MAIL_PASSWORD = "mail-pass-2d4";

    final class Secrets extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            GreenMail mail = new GreenMail(LocalMail.on(0));
            mail.start();
            SlackStub slack = new SlackStub();
            context.getBeanFactory().registerSingleton("greenMail", mail);
            context.getBeanFactory().registerSingleton("slackStub", slack);
            return new String[] {
                "WEBHOOK_PATH=" + PATH + "/",
                "WEBHOOK_USERNAME=openim",
                "WEBHOOK_PASSWORD=" + PASSWORD,
                "MANAGEMENT_USERNAME=night watch",
                "MANAGEMENT_PASSWORD=" + MANAGEMENT_PASSWORD,
                // Other machines may reach it.
                "MANAGEMENT_ADDRESS=0.0.0.0",
                "SMTP_HOST=127.0.0.1",
                "SMTP_PORT=" + mail.getSmtp().getPort(),
                "SMTP_USERNAME=handover",
                "SMTP_PASSWORD=" + MAIL_PASSWORD,
                "MAIL_TO=ann@example.org",
                "SLACK_TOKEN=" + TOKEN,
                "SLACK_CHANNEL=#ops",
                "SLACK_API_URL=" + slack.url(),
                "DELIVERY_FIRST_RETRY=100ms",
                // The mail that never gets out is not to be tried all the time until the last test ends.
                "DELIVERY_BACKOFF=10",
                "DELIVERY_MAX_DELAY=1m",
            };
        }
    }
}
