package dev.handover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How callbacks are counted that are not valid. */
@NothingConfigured
class InvalidCallbacksTest {

    @Autowired
    private Running handover;

    @Autowired
    private MeterRegistry meters;

    static Stream<Arguments> requests() {
        byte[] whole = RawRequest.callback(valid().toString()).bytes();
        return Stream.of(
                arguments("json", sent("{")),
                arguments("json", sent("")),
                arguments("json", sent("[]")),
                arguments("json", sent("null")),
                arguments("json", sent("{\"groupID\":\"a\",\"groupID\":\"b\"}")),
                arguments("json", sent(valid() + "{}")),
                arguments("encoding", RawRequest.callback("{\"groupID\":\"\u00e4\"}".getBytes(ISO_8859_1)).bytes()),
                arguments("encoding", sent(valid().toString().replace("\"g\"", "\"\\ud800\""))),
                arguments("missing", sent("{}")),
                arguments("missing", sent(valid().putNull("groupID"))),
                arguments("blank", sent(valid().put("newOwnerUserID", " "))),
                arguments("type", sent(valid().put("groupID", 1))),
                arguments("length", sent(valid().put("oldOwnerUserID", "x".repeat(257)))),
                arguments("command", sent(valid().put("callbackCommand", "callbackAfterJoinGroupCommand"))),
                arguments("same-owner", sent(valid().put("oldOwnerUserID", "new"))),
                // Its last byte does not come.
                arguments("slow", Arrays.copyOf(whole, whole.length - 1)),
                arguments("http", "HELLO\r\n\r\n".getBytes(ISO_8859_1)),
                arguments("http", new String(RawRequest.callback("{}").chunked(1), ISO_8859_1)
                        .replace("\r\n1\r\n{", "\r\nzz\r\n{")
                        .getBytes(ISO_8859_1)));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("requests")
    void areCountedOnceByTheirReason(String reason, byte[] request) {
        Map<String, Double> before = reasons();
        double all = invalid();
        assertThat(handover.send(request).status()).isEqualTo(400);
        Map<String, Double> after = new TreeMap<>(before);
        after.computeIfPresent(reason, (name, count) -> count + 1);
        assertThat(reasons()).isEqualTo(after).isNotEqualTo(before);
        assertThat(invalid()).isEqualTo(all + 1);
    }

    @Test
    void haveEveryReasonFromTheStartAndInTheTable() {
        assertThat(reasons().keySet()).isEqualTo(requests().map(each -> each.get()[0]).collect(Collectors.toSet()));
        String told = MarkdownFile.of(Path.of("docs/METRICS.md")).find("^\\*\\*Not valid\\*\\*(?s:.*?)\\n\\n").get(0).group();
        assertThat(reasons().keySet()).allSatisfy(reason -> assertThat(told).contains("`" + reason + "`"));
    }

    private Map<String, Double> reasons() {
        return meters.find("handover.callbacks.invalid").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("reason"), Counter::count));
    }

    private double invalid() {
        return meters.get("handover.callbacks").tag("answer", "invalid").counter().count();
    }

    private static ObjectNode valid() {
        return Callbacks.object("g", "old", "new");
    }

    private static byte[] sent(Object body) {
        return RawRequest.callback(body.toString()).bytes();
    }
}
