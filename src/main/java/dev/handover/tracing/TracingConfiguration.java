package dev.handover.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Spans, when the settings name a collector; without one nothing of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingConfiguration.HasCollector.class)
class TracingConfiguration {

    /** Bounds how long a stop waits for a collector that does not answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Spans wait in bounded memory for a collector that is slow or away, and are dropped beyond it; nothing waits for them. */
    @Bean(destroyMethod = "close")
    SdkTracerProvider tracers(TracingSettings settings) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.traces()).setTimeout(TIMEOUT).build();
        Attributes service = Attributes.of(AttributeKey.stringKey("service.name"), "handover");
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @Bean
    Spans spans(SdkTracerProvider tracers) {
        return new Spans(tracers);
    }

    static final class HasCollector implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("handover.tracing.endpoint"));
        }
    }
}
