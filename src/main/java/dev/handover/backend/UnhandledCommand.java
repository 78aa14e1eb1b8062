package dev.handover.backend;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Refuses a command that nothing here handles: 404/5003, warned of once a command.
 *
 * <p>OpenIM sends all its enabled callbacks to one url; a warning each would bury the others. What is remembered is
 * bounded, for a caller may invent names.
 */
@Component("unhandledCommand")
class UnhandledCommand implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(UnhandledCommand.class);
    private static final int REMEMBERED = 200;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Override
    public void process(Exchange exchange) {
        String command = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class).replace("/", "");
        if (warned.size() < REMEMBERED && warned.add(command)) {
            LOG.warn(
                    "Nothing handles {}: answered 404/5003, now and from here on without a further warning. "
                            + "Disable it in OpenIM's webhooks.yml, or set APP_BACKEND_URL to pass it on",
                    command);
        }
        throw new Refusal(Answer.UNHANDLED, "Handover handles callbackAfterTransferGroupOwnerCommand only");
    }
}
