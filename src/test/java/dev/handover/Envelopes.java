package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;

/** What OpenIM's client checks of an answer, and what DESIGN's table of answers promises: every byte of it. */
public final class Envelopes {

    private static final String NOT_VALID = "{\"actionCode\":1,\"errCode\":5001,\"errMsg\":\"Invalid callback\",\"errDlt\":\"%s\",\"nextCode\":1}";

    private Envelopes() {}

    public static void assertStored(RawHttp.Response answer) {
        assertAnswer(answer, 200, "{\"actionCode\":0,\"errCode\":0,\"errMsg\":\"\",\"errDlt\":\"\",\"nextCode\":0}");
    }

    public static void assertNotValid(RawHttp.Response answer, String errDlt) {
        assertAnswer(answer, 400, String.format(NOT_VALID, errDlt));
    }

    public static void assertDenied(RawHttp.Response answer) {
        assertAnswer(answer, 200, "{\"actionCode\":1,\"errCode\":5002,\"errMsg\":\"Unable to process the request\","
                + "\"errDlt\":\"The group ownership transfer cannot be processed due to internal policy\",\"nextCode\":1}");
    }

    public static void assertFailure(RawHttp.Response answer, int status, int errCode, String errMsg, String errDlt) {
        int nextCode = errCode == 5003 ? 0 : 1;
        assertAnswer(answer, status, "{\"actionCode\":1,\"errCode\":" + errCode + ",\"errMsg\":\"" + errMsg
                + "\",\"errDlt\":\"" + errDlt + "\",\"nextCode\":" + nextCode + "}");
    }

    private static void assertAnswer(RawHttp.Response answer, int status, String body) {
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(answer.body()).isEqualTo(body);
            softly.assertThat(answer.status()).as("HTTP status").isEqualTo(status);
            softly.assertThat(answer.headers().get("Content-Type")).containsExactly("application/json");
        });
        assertThat(answer.headers()).doesNotContainKeys("Location", "Content-Encoding", "Transfer-Encoding");
    }
}
