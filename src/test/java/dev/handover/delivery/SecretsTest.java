package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "handover.email.password", "handover.slack.webhook-url", "handover.slack.token", "handover.webhook.password",
        "handover.webhook.path", "spring.artemis.password"
    })
    void showsNoSecretOfTheSettings(String setting) {
        Secrets secrets = new Secrets(new MockEnvironment().withProperty(setting, "https://x/s3cret"));
        assertThat(secrets.oneLine(new IOException("POST https://x/s3cret, https://x/s3cret failed")))
                .isEqualTo("IOException: POST ***, *** failed");
    }

    @Test
    void leavesTextAloneWhenSecretsAreEmpty() {
        Secrets secrets = new Secrets(new MockEnvironment().withProperty("handover.slack.token", ""));
        assertThat(secrets.oneLine(new IOException("a b"))).isEqualTo("IOException: a b");
    }

    @Test
    void writesOneLine() {
        Secrets secrets = new Secrets(new MockEnvironment());
        assertThat(secrets.oneLine(new IOException("a\r\nb\u2028c\u202ed\u001b[31m\te"))).isEqualTo("IOException: a b c d [31m e");
        assertThat(secrets.oneLine(new IOException("x".repeat(1000)))).hasSize(300);
        assertThat(secrets.oneLine(new NullPointerException())).isEqualTo("NullPointerException: null");
    }

    @Test
    void tellsTheFirstCause() {
        Secrets secrets = new Secrets(new MockEnvironment());
        Exception thrown = new RuntimeException("outer", new IllegalStateException("middle", new IOException("inner")));
        assertThat(secrets.oneLine(thrown)).isEqualTo("IOException: inner");
    }
}
