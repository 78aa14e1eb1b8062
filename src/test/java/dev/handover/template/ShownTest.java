package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "10, \\n", "13, \\r", "9, \\t", "0, \\u0000", "127, \\u007f", "133, \\u0085", "173, \\u00ad", "8203, \\u200b",
        "8206, \\u200e", "8232, \\u2028", "8233, \\u2029", "8238, \\u202e", "8294, \\u2066", "8297, \\u2069",
        "65279, \\ufeff", "917607, \\u{e0067}", "12644, \\u3164", "10240, \\u2800", "55348, \\ud834", "8205, \\u200d",
        "65024, \\ufe00", "65025, \\ufe01", "65039, \\ufe0f", "917760, \\u{e0100}", "6155, \\u180b"
    })
    void writesOutWhatNobodySees(int point, String shown) {
        assertThat(Shown.of("a" + Character.toString(point) + "b")).isEqualTo("a" + shown + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "G12345", "群组一号", "قائد المجموعة", "קבוצה", "กลุ่ม", "می\u200cخواهم", "क्\u200dष", "Zoë", "e\u0301", "𝄞", "🎉",
        "👩🏽\u200d💻", "❤\ufe0f\u200d🔥", "❤\ufe0f", "ℹ\ufe0f", "1\ufe0f\u20e3", "葛\udb40\udd00城", "ᠠ\u180bᠠ",
        "a\\nb", "C:\\users", "<b>&amp;", "${x}", "　"
    })
    void leavesTextOfAnyScriptAndEmojiAsTheyAre(String id) {
        assertThat(Shown.of(id)).isEqualTo(id);
    }

    @Test
    void writesOutJoinersThatJoinNothing() {
        assertThat(Shown.of("\u200dadm\u200cin\u200d")).isEqualTo("\\u200dadm\\u200cin\\u200d");
    }

    @Test
    void writesOutVariationSelectorsThatVaryNothing() {
        assertThat(Shown.of("\ufe0f1\ufe0f❤\ufe0f\ufe0fé\ufe00葛\u180b")).isEqualTo("\\ufe0f1\\ufe0f❤\ufe0f\\ufe0fé\\ufe00葛\\u180b");
        assertThat(Shown.isBlank("\ufe0f \ufe00")).isTrue();
    }

    @Test
    void takesNullForNothing() {
        assertThat(Shown.of(null)).isEmpty();
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Shown.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Shown.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Shown.cut("𝄞𝄞𝄞", 5)).isEqualTo("𝄞𝄞…");
        assertThat(Shown.cut("𝄞𝄞𝄞", 4)).isEqualTo("𝄞…");
    }

    @Test
    void cutsToBytesBetweenCharacters() {
        assertThat(Shown.cutToBytes("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Shown.cutToBytes("abcdefg", 6)).isEqualTo("abc…");
        assertThat(Shown.cutToBytes("群群群群", 10)).isEqualTo("群群…");
        assertThat(Shown.cutToBytes("𝄞𝄞𝄞", 11)).isEqualTo("𝄞𝄞…");
        assertThat(Shown.cutToBytes("𝄞𝄞𝄞", 10)).isEqualTo("𝄞…");
    }
}
