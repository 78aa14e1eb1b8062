package dev.handover.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "a, a, true", "a, A, false", "a, ab, false", "a, '', false",
        "*, '', true", "*, abc, true", "**, a, true",
        "a*, a, true", "a*, ab, true", "a*, ba, false",
        "*a, a, true", "*a, ba, true", "*a, ab, false",
        "a*a, a, false", "a*a, aa, true", "ab*ba, aba, false", "ab*ba, abba, true",
        "*a*, bab, true", "*a*, b, false", "a*b*c, abc, true", "a*b*c, acb, false", "a*b*c, axxbxxbxxc, true",
        "a*bc*c, abc, false", "a*bc*c, abcc, true", "a**c, ac, true", "a*b*, ab, true", "*ab*ab*, abab, true", "*ab*ab*, aba, false",
        "a.c, abc, false", "[a-z], b, false", "\\E*, \\Ex, true", "a?, ab, false"
    })
    void takesEachStarForAnyCharacters(String glob, String id, boolean matches) {
        assertThat(new Glob(glob).test(id)).isEqualTo(matches);
    }

    @Test
    void takesLineBreaksForCharactersToo() {
        assertThat(new Glob("a*z").test("a\r\n\u2028z")).isTrue();
    }

    /** A regular expression with so many stars would take years for it. */
    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void isDoneWithAnIDThatWasMadeToKeepItBusy() {
        assertThat(new Glob("*-*-*-*-*-*-*-*-*-*-*-*-x").test("-".repeat(256))).isFalse();
    }
}
