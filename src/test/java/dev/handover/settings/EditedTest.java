package dev.handover.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditedTest {

    private String text = "1";
    private boolean readable = true;
    private int parsed;
    private int failures;
    private boolean busy;
    private boolean tooDeep;
    private long now;

    private final Edited<Integer> edited = new Edited<>("numbers", this::read, this::parse, Optional.empty(), () -> now);

    @Test
    void hasWhatItReadFirstAndThenEachGoodEdit() {
        assertThat(edited.current()).isEqualTo(1);
        edit("2");
        assertThat(edited.current()).isEqualTo(2);
        assertThat(edited.refused()).isEmpty();
    }

    @Test
    void waitsUntilAnEditHasSettled() {
        text = "2";
        edited.look();
        text = "23";
        edited.look();
        assertThat(edited.current()).isEqualTo(1);
        edited.look();
        assertThat(edited.current()).isEqualTo(23);
    }

    @Test
    void keepsWhatWasGoodAndSaysWhyUntilTheEditIsMendedOrTakenBack() {
        edit("x");
        assertThat(edited.current()).isEqualTo(1);
        assertThat(edited.refused()).hasValue("numbers is no number. Write one.");
        int before = parsed;
        edited.look();
        assertThat(parsed).as("judged once").isEqualTo(before);
        edit("1");
        assertThat(edited.refused()).isEmpty();
        edit("x");
        edit("3");
        assertThat(edited.refused()).isEmpty();
        assertThat(edited.current()).isEqualTo(3);
    }

    @Test
    void keepsWhatWasGoodWhileTheFilesCannotBeRead() {
        readable = false;
        edited.look();
        assertThat(edited.current()).isEqualTo(1);
        assertThat(edited.refused()).isPresent();
        readable = true;
        edited.look();
        assertThat(edited.refused()).isEmpty();
    }

    @Test
    void stopsTheStartWhenItIsNotGoodAtFirst() {
        text = "x";
        assertThatThrownBy(() -> new Edited<>("numbers", this::read, this::parse)).isInstanceOf(InvalidSetting.class);
        readable = false;
        assertThatThrownBy(() -> new Edited<>("numbers", this::read, this::parse))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("numbers cannot be read.");
    }

    @Test
    void startsWithWhatWasGoodLastWhenWhatIsThereIsNot() {
        text = "x";
        Edited<Integer> started = new Edited<>("numbers", this::read, this::parse, Optional.of(Map.of("file", "7")));
        assertThat(started.current()).isEqualTo(7);
        assertThat(started.refused()).hasValue("numbers is no number. Write one.");
        text = "8";
        started.look();
        started.look();
        assertThat(started.current()).isEqualTo(8);
        assertThat(started.refused()).isEmpty();
        text = "x";
        assertThatThrownBy(() -> new Edited<>("numbers", this::read, this::parse, Optional.of(Map.of("file", "y"))))
                .isInstanceOf(InvalidSetting.class);
    }

    @Test
    void triesAgainWhatFailsForNoFaultOfTheEdit() {
        failures = 2;
        edit("2");
        assertThat(edited.current()).isEqualTo(1);
        assertThat(edited.refused()).hasValueSatisfying(reason -> assertThat(reason).contains("the broker is away"));
        edited.look();
        assertThat(edited.current()).isEqualTo(1);
        edited.look();
        assertThat(edited.current()).isEqualTo(2);
        assertThat(edited.refused()).isEmpty();
    }

    @Test
    void readsFilesThatWereTakenBackAgainAfterSuchAFailure() {
        failures = 2;
        edit("2");
        edit("1");
        assertThat(edited.refused()).as("what is in force is not known").isPresent();
        edited.look();
        assertThat(edited.refused()).isEmpty();
        assertThat(edited.current()).isEqualTo(1);
    }

    @Test
    void saysSoWhenAnErrorEndsATryAndTriesAgainAfterAWhile() {
        tooDeep = true;
        text = "2";
        edited.look();
        assertThatThrownBy(edited::look).isInstanceOf(StackOverflowError.class);
        assertThat(edited.refused()).hasValueSatisfying(reason -> assertThat(reason).contains("StackOverflowError", "in 10 minutes"));
        edited.look();
        tooDeep = false;
        edited.look();
        assertThat(edited.current()).isEqualTo(1);
        now += Edited.LATER.toNanos();
        edited.look();
        assertThat(edited.current()).isEqualTo(2);
        assertThat(edited.refused()).isEmpty();
    }

    @Test
    void triesAgainAfterAWhileOnlyWhatCannotBeInForceYet() {
        busy = true;
        edit("2");
        assertThat(edited.refused()).hasValue("deliveries hold it up: it is tried again in 10 minutes, or when the files change");
        int before = parsed;
        now += Edited.LATER.toNanos() - 1;
        edited.look();
        assertThat(parsed).isEqualTo(before);
        now++;
        edited.look();
        edited.look();
        assertThat(parsed).as("once").isEqualTo(before + 1);
        assertThat(edited.current()).isEqualTo(1);
        busy = false;
        now += Edited.LATER.toNanos();
        edited.look();
        assertThat(edited.current()).isEqualTo(2);
        assertThat(edited.refused()).isEmpty();
        now += Edited.LATER.toNanos();
        edited.look();
        assertThat(parsed).as("it is in force").isEqualTo(before + 2);
    }

    @Test
    void triesAnotherEditAtOnceAndForgetsWhatWasTakenBack() {
        busy = true;
        edit("2");
        edit("1");
        assertThat(edited.refused()).isEmpty();
        edit("2");
        assertThat(edited.refused()).isPresent();
        busy = false;
        edit("3");
        assertThat(edited.current()).isEqualTo(3);
        assertThat(edited.refused()).isEmpty();
    }

    private void edit(String newText) {
        text = newText;
        edited.look();
        edited.look();
    }

    private Map<String, String> read() throws IOException {
        if (!readable) {
            throw new IOException("no");
        }
        return Map.of("file", text);
    }

    private Integer parse(Map<String, String> files) {
        parsed++;
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the broker is away");
        }
        if (tooDeep) {
            throw new StackOverflowError();
        }
        if (busy) {
            throw new NotNow("deliveries hold it up");
        }
        try {
            return Integer.valueOf(files.get("file"));
        } catch (NumberFormatException e) {
            throw new InvalidSetting("numbers", "is no number", "Write one.");
        }
    }
}
