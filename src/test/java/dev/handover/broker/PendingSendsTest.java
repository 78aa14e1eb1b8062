package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.broker.PendingSend.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PendingSendsTest {

    private final PendingSends pending = new PendingSends(2);
    private final PendingSend a = send();
    private final PendingSend b = send();
    private final PendingSend c = send();

    @Test
    void letsTwoInAtOnceAndMakesAGroupOfTheOthers() {
        waitForTwo(a, b, c);
        pending.handOver();
        assertThat(a.told()).isEqualTo(Told.GO_ON);
        assertThat(pending.groupOf(a)).containsExactly(a, b, c);
    }

    @Test
    void makesOneGroupWhenBothHandOverBeforeItsFirstOneIsAwake() {
        waitForTwo(a, b, c);
        pending.handOver();
        pending.handOver();
        assertThat(a.told()).isEqualTo(Told.GO_ON);
        assertThat(pending.groupOf(a)).containsExactly(a, b, c);
        // One of the two places is free again.
        assertThat(pending.comesInAtOnce(send())).isTrue();
        assertThat(pending.comesInAtOnce(send())).isFalse();
    }

    @Test
    void callsTheNextOneOnceTheOneBeforeHasTakenItsGroup() {
        waitForTwo(a, b);
        pending.handOver();
        assertThat(pending.groupOf(a)).containsExactly(a, b);
        assertThat(pending.comesInAtOnce(c)).isFalse();
        pending.handOver();
        assertThat(c.told()).isEqualTo(Told.GO_ON);
        assertThat(pending.groupOf(c)).containsExactly(c);
    }

    @Test
    void leavesNobodyWaitingWhenAnotherComesInBeforeTheOneCalled() {
        waitForTwo(a, b);
        pending.handOver();
        pending.handOver();
        assertThat(pending.comesInAtOnce(c)).isTrue();
        assertThat(pending.groupOf(c)).containsExactly(c, b);
        assertThat(pending.groupOf(a)).containsExactly(a);
        pending.handOver();
        pending.handOver();
        assertThat(pending.comesInAtOnce(send())).isTrue();
        assertThat(pending.comesInAtOnce(send())).isTrue();
        assertThat(pending.comesInAtOnce(send())).isFalse();
    }

    private void waitForTwo(PendingSend... others) {
        assertThat(pending.comesInAtOnce(send())).isTrue();
        assertThat(pending.comesInAtOnce(send())).isTrue();
        for (PendingSend other : others) {
            assertThat(pending.comesInAtOnce(other)).isFalse();
        }
    }

    private static PendingSend send() {
        return new PendingSend("transfers", session -> session.createTextMessage(), null);
    }
}
