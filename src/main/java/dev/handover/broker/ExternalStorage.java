package dev.handover.broker;

import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Knows by a trial every second whether an external broker stores. */
@Component
@ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", havingValue = false)
class ExternalStorage implements Storage {

    private final StoreTrial trial;

    ExternalStorage(@Qualifier("questions") ActiveMQConnectionFactory connections) {
        this.trial = new StoreTrial(connections, Optional.of("the broker was not asked yet"), () -> false);
    }

    @Override
    public Optional<String> trouble() {
        return trial.trouble();
    }

    @Scheduled(fixedDelay = 1000)
    void look() {
        trial.make();
    }
}
