package dev.handover.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** What a wrong setting says, bound as at a start: the shipped application.yaml, and the environment over it. */
class SettingsTest {

    private static final List<String> ALL = List.of(
            "broker.BrokerSettings", "delivery.DeliverySettings", "email.EmailSettings", "ingress.WebhookSettings",
            "openim.OpenIMSettings", "policy.PolicySettings", "slack.SlackSettings", "template.MessagesSettings",
            "tracing.TracingSettings");

    @Test
    void startWithWhatIsShipped() {
        assertThatCode(() -> bindAll()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "WEBHOOK_PATH=/some/secret;WEBHOOK_USERNAME=u;WEBHOOK_PASSWORD=p", "WEBHOOK_PATH=/a.b_c~d-e/",
        "SMTP_HOST=mail.example.org;MAIL_TO=a@example.org, \"B, C\" <b@example.org>;SMTP_SECURITY=tls;SMTP_PORT=465",
        "SMTP_USERNAME=u;SMTP_PASSWORD=p", "SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T/B/x",
        "SLACK_TOKEN=xoxb-1;SLACK_CHANNEL=#ops", "DELIVERY_BACKOFF=1.5;DELIVERY_FIRST_RETRY=200ms", "TIME_ZONE=Europe/Berlin"
    })
    void startWithWhatTheSettingsSay(String environment) {
        assertThatCode(() -> bindAll(environment.split(";"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "WEBHOOK_PATH=s3cret                                   | WEBHOOK_PATH (handover.webhook.path) is not a path.",
        "WEBHOOK_PATH=/s3cret path                             | WEBHOOK_PATH (handover.webhook.path) is not a path.",
        "WEBHOOK_PATH=/s3cret/../x?y                           | WEBHOOK_PATH (handover.webhook.path) is not a path.",
        "WEBHOOK_USERNAME=s3cret                               | WEBHOOK_USERNAME and WEBHOOK_PASSWORD",
        "WEBHOOK_PASSWORD=s3cret                               | WEBHOOK_USERNAME and WEBHOOK_PASSWORD",
        "WEBHOOK_USERNAME=s3:cret;WEBHOOK_PASSWORD=s3cret      | WEBHOOK_USERNAME (handover.webhook.username) has a colon",
        "handover.webhook.max-body=1000B                       | handover.webhook.max-body is out of range.",
        "handover.webhook.max-body=17MB                        | handover.webhook.max-body is out of range.",
        "handover.webhook.max-buffered=63KB                    | handover.webhook.max-buffered is less than",
        "handover.webhook.body-timeout=0s                      | handover.webhook.body-timeout is not a time.",
        "handover.webhook.body-timeout=-1s                     | handover.webhook.body-timeout is not a time.",
        "handover.broker.store-timeout=0s                      | handover.broker.store-timeout is not a time.",
        "handover.broker.journal-buffer-timeout=0s             | handover.broker.journal-buffer-timeout is out of range.",
        "handover.broker.journal-buffer-timeout=3s             | handover.broker.journal-buffer-timeout is out of range.",
        "handover.broker.max-in-memory=0                       | handover.broker.max-in-memory is out of range.",
        "handover.broker.max-in-memory=1000001                 | handover.broker.max-in-memory is out of range.",
        "DELIVERY_FIRST_RETRY=0s                               | DELIVERY_FIRST_RETRY (handover.delivery.first-retry) is not",
        "DELIVERY_FIRST_RETRY=-5s                              | DELIVERY_FIRST_RETRY (handover.delivery.first-retry) is not",
        "DELIVERY_BACKOFF=0.9                                  | DELIVERY_BACKOFF (handover.delivery.backoff) is out of range.",
        "DELIVERY_BACKOFF=11                                   | DELIVERY_BACKOFF (handover.delivery.backoff) is out of range.",
        "DELIVERY_BACKOFF=NaN                                  | DELIVERY_BACKOFF (handover.delivery.backoff) is out of range.",
        "DELIVERY_MAX_DELAY=4s                                 | DELIVERY_MAX_DELAY (handover.delivery.max-delay) is shorter",
        "DELIVERY_MAX_ATTEMPTS=0                               | DELIVERY_MAX_ATTEMPTS (handover.delivery.max-attempts) is less",
        "handover.delivery.answer-timeout=0s                   | handover.delivery.answer-timeout is not a time.",
        "handover.delivery.max-answer=1000B                    | handover.delivery.max-answer is out of range.",
        "handover.delivery.max-answer=17MB                     | handover.delivery.max-answer is out of range.",
        "SMTP_PORT=0                                           | SMTP_PORT (handover.email.port) is not a port.",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://u:s3cret@collector | OTEL_EXPORTER_OTLP_ENDPOINT (handover.tracing.endpoint) is not",
        "SMTP_PORT=65536                                       | SMTP_PORT (handover.email.port) is not a port.",
        "SMTP_USERNAME=s3cret                                  | SMTP_USERNAME and SMTP_PASSWORD",
        "SMTP_PASSWORD=s3cret                                  | SMTP_USERNAME and SMTP_PASSWORD",
        "MAIL_FROM=s3cret                                      | MAIL_FROM (handover.email.from) has something",
        "MAIL_FROM=a@example.org,b@example.org                 | MAIL_FROM (handover.email.from) has something",
        "MAIL_TO=a@example.org,s3cret                          | MAIL_TO (handover.email.to) has something",
        "handover.email.connect-timeout=0s                     | handover.email.connect-timeout is not a time.",
        "handover.email.read-timeout=-1s                       | handover.email.read-timeout is not a time.",
        "handover.email.write-timeout=0s                       | handover.email.write-timeout is not a time.",
        "handover.email.keep-connection=-1s                    | handover.email.keep-connection is out of range.",
        "handover.email.keep-connection=6m                     | handover.email.keep-connection is out of range.",
        "SLACK_WEBHOOK_URL=hooks.slack.com/s3cret              | SLACK_WEBHOOK_URL (handover.slack.webhook-url) is not a url.",
        "SLACK_WEBHOOK_URL=https://x/s3cret;SLACK_TOKEN=s3cret | SLACK_WEBHOOK_URL and SLACK_TOKEN",
        "SLACK_TOKEN=s3cret                                    | SLACK_TOKEN and SLACK_CHANNEL",
        "SLACK_CHANNEL=s3cret                                  | SLACK_TOKEN and SLACK_CHANNEL",
    })
    void stopTheStartWithTheirNameAndTheRemedyAndWithoutTheirValue(String environment, String message) {
        assertThatThrownBy(() -> bindAll(environment.split(";")))
                .rootCause()
                .isInstanceOfSatisfying(InvalidSetting.class, invalid -> {
                    assertThat(invalid).hasMessageStartingWith(message).hasMessageNotContaining("s3cret");
                    assertThat(invalid.remedy()).matches("(Write|Set) .+\\.");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "handover.policy.deny-group=x", "handover.webhook.pfad=x", "handover.email.starttls=x", "handover.slack.tokn=x",
        "handover.delivery.retries=1", "handover.broker.x=1", "handover.messages.zone=UTC"
    })
    void stopTheStartWhenTheyDoNotExist(String unknown) {
        assertThatThrownBy(() -> bindAll(unknown)).rootCause().hasMessageContaining(unknown.split("=")[0]);
    }

    @Test
    void stopTheStartWhenAnotherHandoverHasTheDataFolder(@TempDir Path folder) throws IOException {
        try (DataDirectory first = new DataDirectory(folder)) {
            assertThatThrownBy(() -> new DataDirectory(folder))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageContaining("is in use by another Handover");
        }
        new DataDirectory(folder).close();
    }

    @Test
    void makeADataFolderThatOtherUsersCannotRead(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("new/data");
        try (DataDirectory made = new DataDirectory(data)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path()))).isEqualTo("rwx------");
        }
    }

    @Test
    void stopTheStartWhenTheDataFolderIsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new DataDirectory(file))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("is not a folder that can be written");
    }

    private static void bindAll(String... overriding) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new FileSystemResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        TestPropertyValues.of(Arrays.stream(overriding)).applyTo(environment);
        environment.setConversionService(new ApplicationConversionService());
        for (String name : ALL) {
            Class<?> settings = Class.forName("dev.handover." + name);
            ConfigurationProperties annotation = settings.getAnnotation(ConfigurationProperties.class);
            assertThat(annotation.ignoreUnknownFields()).as(name + " ignores unknown fields").isFalse();
            Binder.get(environment, new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
                    .bind(annotation.prefix(), Bindable.of(settings));
        }
    }
}
