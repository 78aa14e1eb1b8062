package dev.handover;

import static dev.handover.Envelopes.assertDenied;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The deny rules of {@link EverythingConfigured}, over the wire. */
@EverythingConfigured
class PolicyTest {

    @Autowired
    private Running handover;

    @Autowired
    private GreenMail mail;

    @Autowired
    private SlackStub slack;

    @ParameterizedTest
    @CsvSource({
        "vaults, a, b", "Vault, a, b", "my-legal-1, a, b", "legal, a, b", "g, a, Guest", "g, a, bot-test", "g, a, bot-1-tests",
        "g, founders, b", "g, the-owner-1, b", "g, guest, founder"
    })
    void letsThroughWhatNoRuleMeans(String group, String old, String successor) {
        assertStored(send(group, old, successor));
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @CsvSource({
            "vault, a, b", "legal-1, a, b", "legal-, a, b", "g, a, guest", "g, a, bot-7-test", "g, a, bot--test",
            "g, founder, b", "g, the-owner, b", "vault, founder, guest"
        })
        void whatARuleMeans(String group, String old, String successor) throws Exception {
            assertRefused(group, old, successor);
        }

        @Test
        void anIDWithALineBreakThatWouldDodgeAGlob() throws Exception {
            assertRefused("legal-\n1", "a", "b");
            assertRefused("g", "a", "bot-\r\n\u2028-test");
            assertRefused("g", "\nthe\n-owner", "b");
        }

        @Test
        void theSameCallbackTwiceWithOneLineInTheAudit() {
            RawRequest request = callback("legal-twice", "a", "b");
            assertDenied(handover.send(request));
            assertDenied(handover.send(request));
            handover.probe("/openim");
            assertThat(handover.audited("legal-twice")).hasSize(1);
        }

        private void assertRefused(String group, String old, String successor) throws Exception {
            RawRequest request = callback(group, old, successor);
            String operation = request.operationID();
            assertDenied(handover.send(request));
            String probe = handover.probe("/openim").path("operationID").asText();

            handover.eventually(() -> assertThat(handover.auditedOf(operation)).hasSize(1));
            JsonNode line = handover.auditedOf(operation).get(0);
            assertThat(line.path("event").asText()).isEqualTo("refused");
            handover.awaitLogged("Refused event " + line.path("id").asText() + " of operation " + operation + " by policy");
            assertThat(line.path("groupID").asText()).isEqualTo(group);
            assertThat(line.path("oldOwnerUserID").asText()).isEqualTo(old);
            assertThat(line.path("newOwnerUserID").asText()).isEqualTo(successor);
            handover.assertAuditIsWhole();

            handover.eventually(() -> assertThat(told(probe)).isEqualTo(3));
            assertThat(told(operation)).as("mails and Slack messages about it").isZero();
        }

        private long told(String operation) throws Exception {
            long mails = 0;
            for (MimeMessage one : mail.getReceivedMessages()) {
                mails += Mails.text(one).contains(operation) ? 1 : 0;
            }
            return mails + slack.posts().stream().filter(post -> post.body().contains(operation)).count();
        }
    }

    private RawHttp.Response send(String group, String old, String successor) {
        return handover.send(callback(group, old, successor));
    }

    private static RawRequest callback(String group, String old, String successor) {
        return RawRequest.callback(Callbacks.body(group, old, successor)).target("/openim" + RawRequest.PATH);
    }
}
