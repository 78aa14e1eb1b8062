package dev.handover.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows what was {@link Refused} as sentences in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusedAnalyzer extends AbstractFailureAnalyzer<Refused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Refused cause) {
        String remedy = cause instanceof InvalidSetting setting ? setting.remedy() : "Mend the files; the command check shows what is wrong.";
        return new FailureAnalysis(cause.getMessage().replace(" | ", "\n"), remedy, null);
    }
}
