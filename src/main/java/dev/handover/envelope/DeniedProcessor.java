package dev.handover.envelope;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** Builds the answer to a callback that policy refused, in the published words. */
@Component("denied")
class DeniedProcessor implements Processor {

    private final EnvelopeProcessor envelopes;

    DeniedProcessor(EnvelopeProcessor envelopes) {
        this.envelopes = envelopes;
    }

    @Override
    public void process(Exchange exchange) {
        envelopes.answer(exchange, Answer.DENIED, Answer.DENIED_DETAIL);
    }
}
