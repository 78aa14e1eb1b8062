package dev.handover.broker;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The duplicate keys of the callbacks that the embedded broker has stored. An external one tells nobody which it keeps. */
@Component
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
public class StoredKeys {

    private final RenewableBroker broker;

    StoredKeys(RenewableBroker broker) {
        this.broker = broker;
    }

    /** Whether the broker would drop a callback with this key, because it is that of one of the last that it stored. */
    public boolean contain(String key) {
        // A broker that has stopped has none.
        PostOffice office = broker.getActiveMQServer().getPostOffice();
        return office != null
                && office.getDuplicateIDCache(SimpleString.of(QueueLook.TRANSFERS)).contains(SimpleString.of(key).getData());
    }
}
