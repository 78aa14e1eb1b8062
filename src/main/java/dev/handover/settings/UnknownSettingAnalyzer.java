package dev.handover.settings;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Shows settings that do not exist by their names. Spring's own analysis shows the values, and a misspelt secret is one. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownSettingAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
        String names = cause.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        return new FailureAnalysis(
                "There is no setting " + names + ".", "Correct its name, or remove it; application.yaml in the jar has them all.", null);
    }
}
