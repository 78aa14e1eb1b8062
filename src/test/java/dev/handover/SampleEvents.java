package dev.handover;

import dev.handover.callback.Event;
import java.time.Instant;

/** Events for tests of what people read. */
public final class SampleEvents {

    private static final Instant AT = Instant.parse("2026-11-24T02:50:34.123Z");

    private SampleEvents() {}

    public static Event ordinary() {
        return of("G12345", "userOld123", "userNew456");
    }

    /** Everything at once that a mail program, a browser, Slack, FreeMarker or Camel could trip over. */
    public static Event hostile() {
        return new Event(
                1,
                "019ab3c2-1f00-7abc-8def-0123456789ab",
                AT,
                "=?utf-8?q?=0ABcc=3A_x=40y?= `code` ~gone~ :tada: @here #general <#list 1.. as x></#list>",
                "<!channel> *bold* _it_ <script>alert(1)</script> \"quoted\" 'single' \\ & ${7*7} {{user}}",
                "𝄞".repeat(256),
                "http://evil.example\r\nBcc: x@y\u202Etxt.exe\u2066\u200B\u2028\u0085\t<a href=x>");
    }

    public static Event of(String groupID, String oldOwnerUserID, String newOwnerUserID) {
        return new Event(
                1,
                "019ab3c2-1f00-7abc-8def-0123456789ab",
                AT,
                "1646445464564",
                groupID,
                oldOwnerUserID,
                newOwnerUserID);
    }
}
