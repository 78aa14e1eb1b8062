package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what was answered with success to what became of it, and reports the counts. */
final class Outcome {

    private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

    private Outcome() {}

    /** Every acknowledged group is in the audit exactly once, and at each destination at least once, which its audit tells once. */
    static void assertNothingLost(
            String scene, Set<String> acknowledged, HandoverProcess handover, Destinations destinations) {
        List<String> audited = assertNothingLost(scene, acknowledged, List.of(handover), destinations);
        AuditFolder audit = new AuditFolder(handover);
        await(scene + ": the lines of the deliveries").atMost(limit(acknowledged)).pollInterval(look(acknowledged))
                .until(audit::tellsThatAllHasArrived);
        assertThat(audited).as("audited once").doesNotHaveDuplicates();
        assertThat(audit.deliveries()).as("deliveries, told once").doesNotHaveDuplicates();
    }

    /**
     * Every acknowledged group is in one of the audits and at each destination at least once, and each audit is whole.
     *
     * @return the groups of all audits, as often as they were written
     */
    static List<String> assertNothingLost(
            String scene, Set<String> acknowledged, List<HandoverProcess> instances, Destinations destinations) {
        List<AuditFolder> audits = instances.stream().map(AuditFolder::new).toList();
        await(scene).atMost(limit(acknowledged)).pollInterval(look(acknowledged)).until(() -> missing(
                        acknowledged, groups(audits), destinations)
                == 0);
        List<String> audited = groups(audits);
        List<String> mails = destinations.mailGroups();
        List<String> slacks = destinations.slackGroups();
        LOG.info(
                "{}: acknowledged {}, audited {} (again {}), mailed {} (again {}), posted to Slack {} (again {}), lost 0",
                scene,
                acknowledged.size(),
                audited.size(),
                audited.size() - new HashSet<>(audited).size(),
                mails.size(),
                mails.size() - new HashSet<>(mails).size() * destinations.recipients(),
                slacks.size(),
                slacks.size() - new HashSet<>(slacks).size());
        // An event mailed twice to somebody is one mail to a mail program. Mails of others may still come in between the two looks.
        await(scene).atMost(limit(acknowledged)).untilAsserted(() -> assertThat(new HashSet<>(destinations.messageIDs()))
                .hasSize(ids(audits).size() * destinations.recipients()));
        assertThat(audits)
                .filteredOn(audit -> !audit.acceptedGroups().isEmpty())
                .as("the audits' chains")
                .allMatch(AuditFolder::isWhole);
        return audited;
    }

    /** A delivery to all takes about 17 ms of processor time. */
    private static Duration limit(Set<String> acknowledged) {
        return Duration.ofSeconds(120).plusMillis(30L * acknowledged.size());
    }

    /** A look reads the whole audit. */
    private static Duration look(Set<String> acknowledged) {
        return Duration.ofMillis(Math.max(100, acknowledged.size() / 4));
    }

    private static List<String> groups(List<AuditFolder> audits) {
        return audits.stream().flatMap(audit -> audit.acceptedGroups().stream()).toList();
    }

    /** A callback that came to two instances at the very same moment may be two events. */
    private static Set<String> ids(List<AuditFolder> audits) {
        return audits.stream().flatMap(audit -> audit.acceptedIDs().stream()).collect(Collectors.toSet());
    }

    private static int missing(Set<String> acknowledged, List<String> audited, Destinations destinations) {
        Set<String> everywhere = new HashSet<>(audited);
        everywhere.retainAll(new HashSet<>(destinations.mailGroups()));
        everywhere.retainAll(new HashSet<>(destinations.slackGroups()));
        Set<String> missing = new HashSet<>(acknowledged);
        missing.removeAll(everywhere);
        return missing.size();
    }
}
