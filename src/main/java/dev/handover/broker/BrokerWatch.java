package dev.handover.broker;

import java.util.Optional;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes Handover out of service while the embedded broker cannot store safely, and back when it can.
 *
 * <p>Looks every second. Without room on the disk no callback is accepted, while what is stored goes on being
 * delivered. After a broker that stopped itself over an I/O error, another is started once the disk is well.
 *
 * <p>A disk that hangs shows in none of this: for that there is a trial every second. While it fails, Handover says that it is not
 * ready, and callbacks are tried all the same.
 */
@Component
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
class BrokerWatch implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private final RenewableBroker broker;
    private final DeadLetterNet net;
    private final Headroom headroom;
    private final ApplicationEventPublisher events;
    private final ApplicationAvailability availability;
    private final StoreTrial trial;
    private volatile boolean running;
    private boolean refusing;
    private boolean netted = true;
    private volatile Optional<String> trouble = Optional.of("the broker was not asked yet");

    BrokerWatch(
            RenewableBroker broker,
            DeadLetterNet net,
            Headroom headroom,
            ApplicationEventPublisher events,
            ApplicationAvailability availability,
            @Qualifier("questions") ActiveMQConnectionFactory connections) {
        this.broker = broker;
        this.net = net;
        this.headroom = headroom;
        this.events = events;
        this.availability = availability;
        this.trial = new StoreTrial(connections, Optional.empty(), () -> broker.isPaging(QueueLook.TRANSFERS));
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void begin() {
        running = true;
        // At once: a start that is ready says so.
        look();
    }

    /** Waits for no look: one may start a broker, on a disk that hangs, and Handover is to stop all the same. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        running = false;
        trial.end();
    }

    @Scheduled(fixedDelay = 1000)
    synchronized void look() {
        if (!running) {
            return;
        }
        trouble = headroom.trouble().or(this::brokerTrouble);
        if (!running) {
            return;
        }
        // The state is asked, too: the start declares itself ready when it ends, whatever was found before.
        if (trouble.isPresent() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            refusing = true;
            LOG.error("Callbacks are refused: {}", trouble.get());
            AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        } else if (trouble.isEmpty() && refusing) {
            refusing = false;
            LOG.info("Callbacks are accepted again");
            AvailabilityChangeEvent.publish(events, this, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    /** Apart from the looks, for it may take some seconds. With trouble that is known already, nothing is to be written. */
    @Scheduled(fixedDelay = 1000)
    void tryToStore() {
        if (running && trouble.isEmpty()) {
            trial.make();
        }
    }

    @Override
    public Optional<String> trouble() {
        return trouble.or(trial::trouble);
    }

    private Optional<String> brokerTrouble() {
        ActiveMQServer server = broker.getActiveMQServer();
        if (server.isActive() && netted) {
            return Optional.empty();
        }
        if (server.getState() == ActiveMQServer.SERVER_STATE.STOPPING) {
            return Optional.of("the broker is stopping");
        }
        try {
            if (!server.isActive()) {
                netted = false;
                broker.restart();
            }
            if (!broker.getActiveMQServer().isActive()) {
                return Optional.of("the broker is stopped");
            }
            net.spread();
            netted = true;
            LOG.info("The broker is started again");
            return Optional.empty();
        } catch (Exception e) {
            LOG.error("The broker cannot be started", e);
            return Optional.of("the broker cannot be started");
        }
    }
}
