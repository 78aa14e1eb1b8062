package dev.handover.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectLineTest {

    @Test
    void leavesAnOrdinarySubjectReadableOnTheWire() {
        assertThat(SubjectLine.encode("Group G12345 has a new owner: userNew456"))
                .isEqualTo("Group G12345 has a new owner: userNew456");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "=?utf-8?q?=0ABcc=3A_x?=", "a  b", "𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞", "群组 G1 有新群主", "x = ?= y",
        "a long line of words that does not fit on the first line of a header and so is folded somewhere"
    })
    void encodesTheRestSoThatReadersGetItBack(String line) throws Exception {
        String encoded = SubjectLine.encode(line);
        assertThat(MimeUtility.decodeText(encoded)).isEqualTo(line);
        assertThat(("Subject: " + encoded).split("\r\n")).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(76));
    }

    @Test
    void makesOneLineOfSeveral() {
        assertThat(SubjectLine.of("\n a\r\nBcc: x\u2028b\u0085c\u0000d \n")).isEqualTo("a Bcc: x b c d");
    }

    @Test
    void cutsALineOfAnyLength() {
        assertThat(SubjectLine.of("𝄞".repeat(1000)).codePoints()).hasSize(200);
    }
}
