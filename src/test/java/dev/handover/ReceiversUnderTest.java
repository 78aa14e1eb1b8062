package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The other ends of all ready-made destinations. */
record ReceiversUnderTest(List<DestinationUnderTest> all, List<String> settings) {

    /** In every secret of these settings. */
    static final String SECRET = "secret7c41f09a";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEBHOOK_KEY = Base64.getEncoder().encodeToString((SECRET + "-of-24-bytes-at-least").getBytes(UTF_8));

    static ReceiversUnderTest start(Path sql) throws IOException {
        KafkaUnderTest kafka = new KafkaUnderTest();
        PostgresUnderTest postgres = new PostgresUnderTest(sql);
        SyslogUnderTest syslog = new SyslogUnderTest();
        List<HttpReceiver> http = http();
        List<DestinationUnderTest> all = new ArrayList<>(http);
        all.addAll(List.of(kafka, postgres, syslog));
        return new ReceiversUnderTest(all, Stream.of(settings(http), kafka.settings(), postgres.settings(), syslog.settings())
                .flatMap(List::stream)
                .toList());
    }

    List<HttpReceiver> overHttp() {
        return all.stream().filter(HttpReceiver.class::isInstance).map(HttpReceiver.class::cast).toList();
    }

    HttpReceiver overHttp(String name) {
        return overHttp().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<HttpReceiver> http() {
        String told = " (" + SECRET + ")";
        return List.of(
                new HttpReceiver("webhook", new SlackStub(204, ""), 503, "later" + told, 410, "gone" + told, ReceiversUnderTest::webhook),
                new HttpReceiver(
                        "discord", new SlackStub(204, ""), 500, "later" + told,
                        404, "{\"message\": \"Unknown Webhook" + told + "\", \"code\": 10015}", body("discord")),
                new HttpReceiver("mattermost", new SlackStub(200, "ok"), 500, "later" + told, 400, "Unable to parse" + told, body("mattermost")),
                new HttpReceiver("teams", new SlackStub(202, ""), 502, "later" + told, 400, "{\"error\": {\"code\": \"BadRequest\"}}", body("teams")),
                new HttpReceiver(
                        "pagerduty", new SlackStub(202, "{\"status\": \"success\", \"message\": \"Event processed\", \"dedup_key\": \"x\"}"),
                        500, "later" + told,
                        400, "{\"status\": \"invalid event\", \"message\": \"Event object is invalid" + told + "\", \"errors\": []}",
                        body("pagerduty").andThen(post -> assertThat(json(post).path("routing_key").asText()).isEqualTo("pagerduty" + SECRET))),
                new HttpReceiver(
                        "telegram", new SlackStub(200, "{\"ok\": true, \"result\": {\"message_id\": 7}}"),
                        500, "{\"ok\": false, \"error_code\": 500, \"description\": \"Internal Server Error" + told + "\"}",
                        403, "{\"ok\": false, \"error_code\": 403, \"description\": \"Forbidden: bot was kicked" + told + "\"}",
                        body("telegram").andThen(post -> assertThat(post.path()).isEqualTo("/bot7:" + SECRET + "/sendMessage"))),
                new HttpReceiver(
                        "dingtalk", new SlackStub(200, "{\"errcode\": 0, \"errmsg\": \"ok\"}"),
                        200, "{\"errcode\": 130101, \"errmsg\": \"send too fast, exceed 20 times per minute" + told + "\"}",
                        200, "{\"errcode\": 310000, \"errmsg\": \"sign not match" + told + "\"}",
                        body("dingtalk").andThen(ReceiversUnderTest::dingTalk)),
                new HttpReceiver(
                        "feishu", new SlackStub(200, "{\"StatusCode\": 0, \"StatusMessage\": \"success\", \"code\": 0, \"data\": {}, \"msg\": \"success\"}"),
                        200, "{\"code\": 11232, \"msg\": \"frequency limited" + told + "\", \"data\": {}}",
                        200, "{\"code\": 19021, \"msg\": \"sign match fail" + told + "\", \"data\": {}}",
                        body("feishu").andThen(ReceiversUnderTest::feishu)),
                new HttpReceiver(
                        "wecom", new SlackStub(200, "{\"errcode\": 0, \"errmsg\": \"ok\"}"),
                        200, "{\"errcode\": 45009, \"errmsg\": \"api freq out of limit" + told + "\"}",
                        200, "{\"errcode\": 93000, \"errmsg\": \"invalid webhook url" + told + "\"}",
                        body("wecom").andThen(post -> {
                            assertThat(post.path()).isEqualTo("/cgi-bin/webhook/send");
                            assertThat(post.query()).isEqualTo("key=wecom" + SECRET);
                        })));
    }

    private static List<String> settings(List<HttpReceiver> receivers) {
        Map<String, String> urls = receivers.stream().collect(Collectors.toMap(HttpReceiver::name, each -> each.server().url()));
        return List.of(
                "STANDARD_WEBHOOK_URL=" + urls.get("webhook") + "/hooks/" + SECRET,
                "STANDARD_WEBHOOK_SECRET=whsec_" + WEBHOOK_KEY,
                "DISCORD_URL=" + urls.get("discord") + "/api/webhooks/1/" + SECRET,
                "MATTERMOST_URL=" + urls.get("mattermost") + "/hooks/" + SECRET,
                "TEAMS_URL=" + urls.get("teams") + "/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=" + SECRET,
                "PAGERDUTY_API=" + urls.get("pagerduty"),
                "PAGERDUTY_KEY=pagerduty" + SECRET,
                "TELEGRAM_API=" + urls.get("telegram"),
                "TELEGRAM_TOKEN=7:" + SECRET,
                "TELEGRAM_CHAT=-1001",
                "DINGTALK_API=" + urls.get("dingtalk"),
                "DINGTALK_TOKEN=token" + SECRET,
                "DINGTALK_SECRET=SEC" + SECRET,
                "FEISHU_URL=" + urls.get("feishu") + "/open-apis/bot/v2/hook/" + SECRET,
                "FEISHU_SECRET=feishu" + SECRET,
                "WECOM_API=" + urls.get("wecom"),
                "WECOM_KEY=wecom" + SECRET);
    }

    private static Consumer<SlackStub.Post> body(String receiver) {
        return post -> Documented.check(receiver, post.body());
    }

    /** The Standard Webhooks specification, "Signature scheme" and "Payload". */
    private static void webhook(SlackStub.Post post) {
        JsonNode json = json(post);
        String id = post.headers().get("webhook-id");
        String seconds = post.headers().get("webhook-timestamp");
        byte[] key = Base64.getDecoder().decode(WEBHOOK_KEY);
        assertThat(post.headers().get("webhook-signature")).isEqualTo("v1," + hmac(key, id + "." + seconds + "." + post.body()));
        assertThat(Long.parseLong(seconds)).isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(300L));
        assertThat(json.path("type").asText()).matches("[a-z_]+(\\.[a-z_]+)*");
        assertThat(id).isEqualTo(json.at("/data/event/id").asText()).isNotBlank();
        assertThat(json.at("/data/facts/leaders")).isEmpty();
        Instant.parse(json.path("timestamp").asText());
    }

    /** DingTalk, "Custom robot access", security setting "sign". */
    private static void dingTalk(SlackStub.Post post) {
        Map<String, String> query = Arrays.stream(post.query().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
        assertThat(post.path()).isEqualTo("/robot/send");
        assertThat(query).containsOnlyKeys("access_token", "timestamp", "sign").containsEntry("access_token", "token" + SECRET);
        String secret = "SEC" + SECRET;
        assertThat(query.get("sign")).isEqualTo(hmac(secret.getBytes(UTF_8), query.get("timestamp") + "\n" + secret));
        assertThat(Long.parseLong(query.get("timestamp"))).isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(3_600_000L));
    }

    /** Feishu, "Use bots in groups", "Signature verification". */
    private static void feishu(SlackStub.Post post) {
        String seconds = json(post).path("timestamp").asText();
        assertThat(json(post).path("sign").asText()).isEqualTo(hmac((seconds + "\nfeishu" + SECRET).getBytes(UTF_8), ""));
        assertThat(Long.parseLong(seconds)).isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(3600L));
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(SlackStub.Post post) {
        try {
            return JSON.readTree(post.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
