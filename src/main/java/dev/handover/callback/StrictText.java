package dev.handover.callback;

import dev.handover.envelope.Invalid;
import dev.handover.envelope.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Turns the body's bytes into text as UTF-8 (RFC 8259, section 8.1), or refuses them with 5001.
 *
 * <p>Left to itself, Jackson would guess UTF-16 and UTF-32, and take overlong forms.
 */
@Component("strictText")
class StrictText implements Processor {

    @Override
    public void process(Exchange exchange) throws IOException {
        InputStream stream = exchange.getMessage().getBody(InputStream.class);
        byte[] body = stream == null ? new byte[0] : stream.readAllBytes();
        if (body.length == 0) {
            throw new Refusal(Invalid.JSON, "The body is empty");
        }
        try {
            exchange.getMessage()
                    .setBody(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new Refusal(Invalid.ENCODING, "The body is not valid UTF-8");
        }
    }
}
