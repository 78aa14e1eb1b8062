package dev.handover.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsReaderTest {

    static Recipients read(String text) {
        return new RecipientsReader(true).parse(Map.of(RecipientsReader.FILE, text));
    }

    @Test
    void takesTheShippedFileAndItsExamplesWithoutTheNumberSigns() throws IOException {
        String shipped = Files.readString(Path.of("recipients.yaml"));
        assertThat(read(shipped)).isEqualTo(read(""));
        assertThat(read(shipped).hasMail()).isFalse();
        String used = shipped.replace("people: []", "people:").replace("groups: []", "groups:").replace("\n#  ", "\n  ");
        Recipients examples = read(used);
        assertThat(examples.people()).containsExactly(
                new Recipients.Known("u42", "ming@example.org", "U012ABC", "zh", "Asia/Shanghai", false));
        assertThat(examples.groups().get(0).slack()).isEqualTo("#leads");
        assertThat(examples.contradicted().slack()).isEqualTo("#security");
        assertThat(examples.hasMail()).isTrue();
        assertThat(examples.hasSlack()).isTrue();
    }

    @Test
    void takesTheExampleOfTheReadme() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(people:.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        assertThat(read(example.group(1)).groups().get(0).place().mail()).containsExactly("leads@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "00123", "1_000", "0x1F", "1e3", "123456789012345678901234567890", "true", "True", "yes", "No", "on", "1.50", "+7",
        "2026-11-24", "12:30:45", ".5", "-0", "a:b", "'#x'", "\"q\"", "~x", "0o17", "1."
    })
    void takesAnIDAsItIsWritten(String id) {
        String plain = id.replaceAll("^['\"]|['\"]$", "");
        assertThat(read("people:\n - user: " + id).people().get(0).user()).isEqualTo(plain);
        assertThat(read("groups:\n - group: " + id).groups().get(0).group()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing", "---\n", "people:\ngroups:\ncontradicted:\n", "people: []\n"})
    void takesNothingForNobody(String text) {
        assertThat(read(text)).isEqualTo(new Recipients(null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "people:\\n - user: a\\n   mial: b@example.org | people, entry 1, has the unknown key mial.",
        "peple: [] | has the unknown key peple.",
        "people: []\\npeople: [] | line 2 cannot be read.",
        "people:\\n - user: a\\n   user: b | line 3 cannot be read.",
        "people: x | line 1 cannot be read.",
        "groups:\\n - group: a\\n   mail: x@example.org | line 3 cannot be read.",
        "groups:\\n - group: [a] | line 2 cannot be read.",
        "people: [ | line 1 cannot be read.",
        "people:\\n - mail: b@example.org | people, entry 1, has no user.",
        "people:\\n - | line 2 cannot be read.",
        "people:\\n - user: '' | people, entry 1, has no user.",
        "people:\\n - user: a\\n - user: a | people, entry 2, is about a user who is there already.",
        "people:\\n - user: a\\n   mail: b | people, entry 1, has a mail address that is none.",
        "people:\\n - user: a\\n   mail: \"b@example.org\\\\r\\\\nBcc: x@y.z\" | people, entry 1, has a mail address that is none.",
        "people:\\n - user: a\\n   slack: '#general' | people, entry 1, has a slack that is none.",
        "people:\\n - user: a\\n   language: English | people, entry 1, has a language that is none.",
        "people:\\n - user: a\\n   timezone: Mars/Olympus | people, entry 1, has a timezone that is none.",
        "people:\\n - user: a\\n   mute: perhaps | line 3 cannot be read.",
        "groups:\\n - mail: [] | groups, entry 1, has no group.",
        "groups:\\n - group: g\\n   mail: [a@example.org, 7] | groups, entry 1, has a mail address that is none.",
        "groups:\\n - group: g\\n   slack: leads | groups, entry 1, has a slack that is none.",
        "contradicted:\\n  mail: [x] | contradicted, has a mail address that is none."
    })
    void saysWhatIsWrongAndWhere(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n").replace("\\\n", "\\n")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("RECIPIENTS_FILE (handover.recipients-file): recipients.yaml, " + problem);
    }
}
