package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTextTest {

    @ParameterizedTest
    @CsvSource({
        "<!channel>, &lt;!channel&gt;", "<@U123|x>, &lt;＠U123|x&gt;", "&lt;, &amp;lt;", "*b*, ＊b＊", "_i_, ＿i＿",
        "~s~, ～s～", "`c`, ˋcˋ", ":tada:, ∶tada∶", "http://evil.example, http∶//evil․example",
        "www.evil.example, www․evil․example", "mail@evil.example, mail＠evil․example", "#general, ＃general"
    })
    void leavesNothingThatSlackWouldFormatOrLink(String id, String harmless) {
        assertThat(SlackText.of(id)).isEqualTo(harmless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G12345", "user_new_456", "v1.2", "群_组", "a-b+c", "${x} {{y}}", "$1\\"})
    void leavesUsualIDsAlone(String id) {
        assertThat(SlackText.of(id)).isEqualTo(id);
    }
}
