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
 * Runs the tests of a class against a Handover that serves {@code /openim} only, mails to Ann and Bob, posts to a Slack
 * webhook and has deny rules; {@link Running}, {@link GreenMail} and {@link SlackStub} are beans. One context for all.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = EverythingConfigured.Everything.class)
public @interface EverythingConfigured {

    String WEBHOOK = "/services/T0/B0/webhook-secret";

    final class Everything extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            GreenMail mail = new GreenMail(LocalMail.on(0));
            mail.start();
            SlackStub slack = new SlackStub();
            context.getBeanFactory().registerSingleton("greenMail", mail);
            context.getBeanFactory().registerSingleton("slackStub", slack);
            return new String[] {
                "WEBHOOK_PATH=/openim",
                "SMTP_HOST=127.0.0.1",
                "SMTP_PORT=" + mail.getSmtp().getPort(),
                "SMTP_SECURITY=none",
                "MAIL_FROM=Handover <handover@example.org>",
                "MAIL_TO=Ann <ann@example.org>, bob@example.org",
                "SLACK_WEBHOOK_URL=" + slack.url() + WEBHOOK,
                "handover.policy.deny-groups=vault,legal-*",
                "handover.policy.deny-new-owners=guest,bot-*-test",
                "handover.policy.deny-old-owners=founder,*-owner",
                "DELIVERY_FIRST_RETRY=200ms",
            };
        }
    }
}
