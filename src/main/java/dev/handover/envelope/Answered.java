package dev.handover.envelope;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.springframework.stereotype.Component;

/**
 * Counts what was answered, as {@code handover_callbacks_total} with the label {@code answer} (an {@link Answer} in lower case, or
 * {@code passed-on}); of these, those that were not valid, as {@code handover_callbacks_invalid_total} with the label {@code reason}
 * (an {@link Invalid} in lower case); and how long our own callback took, as the histogram {@code handover_answer_seconds}.
 */
@Component
public class Answered {

    /** Upper bounds of the histogram in ms: OpenIM waits for 5 s, and 10 ms are the aim. */
    private static final double[] BOUNDS = {1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

    private final Map<Answer, Counter> answers = new EnumMap<>(Answer.class);
    private final Map<Invalid, Counter> reasons = new EnumMap<>(Invalid.class);
    private final Counter passedOn;
    private final Timer time;

    Answered(MeterRegistry meters) {
        for (Answer answer : Answer.values()) {
            answers.put(answer, counter(meters, answer.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        for (Invalid reason : Invalid.values()) {
            reasons.put(reason, reason(meters, reason.label()));
        }
        this.passedOn = counter(meters, "passed-on");
        this.time = Timer.builder("handover.answer")
                .description("Time from a callback's last byte to the end of its answer")
                .serviceLevelObjectives(bounds())
                .register(meters);
    }

    /** An envelope was made. */
    void with(Answer answer) {
        answers.get(answer).increment();
    }

    /** The envelope of a refusal was made. */
    public void with(Refusal refusal) {
        with(refusal.answer());
        refusal.invalid().ifPresent(reason -> reasons.get(reason).increment());
    }

    /** The app backend's own answer went back. */
    public void passedOn() {
        passedOn.increment();
    }

    /** An answer to our own callback is on its way. */
    public void after(Duration time) {
        this.time.record(time);
    }

    private static Counter counter(MeterRegistry meters, String answer) {
        return Counter.builder("handover.callbacks")
                .description("Requests that were answered")
                .tag("answer", answer)
                .register(meters);
    }

    private static Counter reason(MeterRegistry meters, String reason) {
        return Counter.builder("handover.callbacks.invalid")
                .description("Requests that were answered as not valid, by reason")
                .tag("reason", reason)
                .register(meters);
    }

    private static Duration[] bounds() {
        return DoubleStream.of(BOUNDS).mapToObj(ms -> Duration.ofNanos((long) (ms * 1e6))).toArray(Duration[]::new);
    }
}
