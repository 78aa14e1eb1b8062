package dev.handover.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.handover.SampleEvents;
import dev.handover.callback.Event;
import dev.handover.delivery.NoRecipient;
import dev.handover.email.EmailSettings;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Group;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final Event EVENT = SampleEvents.of("team-7", "old", "new");
    private static final String PEOPLE = """
            people:
              - {user: new, mail: new@example.org, slack: U0NEW, language: zh, timezone: Asia/Shanghai}
              - {user: old, mail: Old <old@example.org>}
              - {user: ann, mail: ann@example.org, slack: U0ANN}
            """;
    private static final String GROUPS = """
            groups:
              - {group: "team-*", mail: [leads@example.org, ANN@example.org], slack: "#leads", language: de}
              - {group: team-7, mail: [seven@example.org], slack: C0SEVEN, timezone: Europe/Berlin}
              - {group: other, mail: [other@example.org], slack: "#other"}
            contradicted: {mail: [security@example.org, leads@example.org], slack: "#security", language: en}
            """;

    private final List<Collection<String>> asked = new ArrayList<>();
    private Map<String, String> atOpenIM = Map.of();

    @Nested
    class ByMail {

        @Test
        void tellsOwnersThenAdministratorsThenTheGroups() {
            assertThat(mails(PEOPLE + GROUPS, "fallback@example.org", facts(Outcome.CONFIRMED, "new", "ann", "bob"))).containsExactly(
                    new Recipient("new@example.org", "zh", "Asia/Shanghai", "new-owner"),
                    new Recipient("Old <old@example.org>", "de", "Europe/Berlin", "old-owner"),
                    new Recipient("ann@example.org", "de", "Europe/Berlin", "administrator"),
                    new Recipient("leads@example.org", "de", "Europe/Berlin", "group"),
                    new Recipient("seven@example.org", "de", "Europe/Berlin", "group"));
        }

        @Test
        void tellsMoreWhenItIsContradicted() {
            assertThat(mails(GROUPS, "", facts(Outcome.CONTRADICTED))).extracting(Recipient::address, Recipient::because)
                    .contains(tuple("security@example.org", "contradicted"))
                    .contains(tuple("leads@example.org", "group"))
                    .hasSize(4);
        }

        @Test
        void asksOpenIMForThoseWhoHaveNoAddress() {
            atOpenIM = Map.of("bob", "bob@example.org", "old", "never asked for", "cid", "broken\r\nBcc: x@y.z");
            assertThat(addresses(mails(PEOPLE, "", facts(Outcome.CONFIRMED, "bob", "cid", "ann"))))
                    .containsExactly("new@example.org", "Old <old@example.org>", "bob@example.org", "ann@example.org");
            assertThat(asked).containsExactly(List.of("bob", "cid"));
        }

        @Test
        void fallsBackOnlyWhenNobodyIsKnown() {
            assertThat(addresses(mails("", "Ann <ann@example.org>, ann@EXAMPLE.org, b@example.org", Facts.NONE)))
                    .containsExactly("Ann <ann@example.org>", "b@example.org");
            assertThat(addresses(mails(PEOPLE, "ops@example.org", Facts.NONE))).doesNotContain("ops@example.org").hasSize(2);
        }

        @Test
        void goesToNobodyInParticularInTheOutboxOnly() {
            assertThat(mails("", "", Facts.NONE)).containsExactly(new Recipient("", "", "", ""));
            assertThatThrownBy(() -> audience("", "", "mail.example.org", true).mails(EVENT, Facts.NONE)).isInstanceOf(NoRecipient.class);
        }

        @Test
        void tellsTheMutedNothingWhoeverElseHasTheirAddress() {
            String muted = PEOPLE.replace("mail: ann@example.org", "mute: true, mail: ann@example.org");
            atOpenIM = Map.of("ann", "ann@example.org");
            assertThat(addresses(mails(muted + GROUPS, "", facts(Outcome.CONFIRMED, "ann"))))
                    .containsExactly("new@example.org", "Old <old@example.org>", "leads@example.org", "seven@example.org");
        }

        @Test
        void tellsNobodyWhenAllWhoAreKnownAreMuted() {
            String muted = "people:\n - {user: new, mute: true}\n - {user: old, mute: true, mail: old@example.org}\n";
            assertThat(mails(muted, "ops@example.org", Facts.NONE)).isEmpty();
            assertThat(asked).isEmpty();
        }
    }

    @Nested
    class InSlack {

        @Test
        void tellsTheGroupsChannelsAndEachPersonOnce() {
            assertThat(channels(PEOPLE + GROUPS, facts(Outcome.CONFIRMED, "new", "ann"))).containsExactly(
                    new Recipient("#leads", "de", "Europe/Berlin", "group"),
                    new Recipient("C0SEVEN", "de", "Europe/Berlin", "group"),
                    new Recipient("U0NEW", "zh", "Asia/Shanghai", "new-owner"),
                    new Recipient("U0ANN", "de", "Europe/Berlin", "administrator"));
        }

        @Test
        void tellsTheSettingsChannelWhereNoGroupHasOne() {
            assertThat(addresses(channels(PEOPLE, Facts.NONE))).containsExactly("", "U0NEW");
            assertThat(addresses(channels("contradicted: {slack: \"#security\"}", facts(Outcome.CONTRADICTED))))
                    .containsExactly("", "#security");
        }

        @Test
        void tellsTheMutedNothing() {
            assertThat(addresses(channels(PEOPLE.replace("slack: U0NEW", "slack: U0NEW, mute: true"), Facts.NONE))).containsExactly("");
        }

        @Test
        void hasOneChannelWithAWebhook() {
            assertThat(audience(PEOPLE + GROUPS, "", "", false).channels(EVENT, Facts.NONE))
                    .containsExactly(new Recipient("", "de", "Europe/Berlin", ""));
        }
    }

    private List<Recipient> mails(String recipients, String mailTo, Facts facts) {
        return audience(recipients, mailTo, "", true).mails(EVENT, facts);
    }

    private List<Recipient> channels(String recipients, Facts facts) {
        return audience(recipients, "", "", true).channels(EVENT, facts);
    }

    private Audience audience(String recipients, String mailTo, String host, boolean slackTakesChannels) {
        Recipients read = RecipientsReaderTest.read(recipients);
        MailAddresses addresses = userIDs -> {
            asked.add(List.copyOf(userIDs));
            return atOpenIM;
        };
        EmailSettings email = new EmailSettings(
                host, 587, "", "", EmailSettings.Security.NONE, "", "handover@example.org", mailTo,
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO);
        return new Audience(() -> read, Optional.of(addresses), email, slackTakesChannels);
    }

    private static List<String> addresses(List<Recipient> recipients) {
        return recipients.stream().map(Recipient::address).toList();
    }

    private static Facts facts(Outcome outcome, String... leaders) {
        return new Facts(
                outcome,
                outcome == Outcome.CONTRADICTED ? Finding.OTHER_OWNER : null,
                List.of(),
                new Group(null, null, null),
                new Person("old", null),
                new Person("new", null),
                Stream.of(leaders).map(userID -> new Person(userID, null)).toList());
    }
}
