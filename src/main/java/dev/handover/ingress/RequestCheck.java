package dev.handover.ingress;

import dev.handover.access.BasicCredentials;
import dev.handover.callback.Callback;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Says from a request's head alone which command it carries, or throws the {@link Refusal} that answers it.
 *
 * <p>Method and content type are checked for our own command only; those of other commands are the app backend's
 * matter.
 */
@Component
class RequestCheck {

    private final ApplicationAvailability availability;
    private final CallbackPath path;
    private final BasicCredentials credentials;
    private final BodyLimits limits;
    private final RateLimit rateLimit;
    private final Sender sender;
    private final SourceNetworks networks;

    RequestCheck(
            ApplicationAvailability availability,
            CallbackPath path,
            WebhookSettings settings,
            BodyLimits limits,
            RateLimit rateLimit) {
        this.availability = availability;
        this.path = path;
        this.credentials = new BasicCredentials(settings.username(), settings.password());
        this.limits = limits;
        this.rateLimit = rateLimit;
        this.sender = new Sender(settings.proxies());
        this.networks = new SourceNetworks(settings.allowed());
    }

    /** The command: the last segment of the path. */
    String command(HttpServletRequest request) {
        String address = sender.address(request);
        networks.check(address);
        // The port opens before the routes run, and routes stop before the port closes.
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            throw new Refusal(Answer.UNAVAILABLE, "Handover is starting, stopping or out of disk space; nothing was kept");
        }
        rateLimit.check(address);
        String command = path.command(request.getRequestURI())
                .orElseThrow(() -> new Refusal(Answer.UNHANDLED, "Nothing is served at this path"));
        if (!credentials.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw new Refusal(Answer.UNAUTHORIZED, "Send the user and password that Handover was given");
        }
        if (command.equals(Callback.COMMAND)) {
            checkOurs(request);
        }
        if (request.getContentLengthLong() > limits.of(command)) {
            throw tooLarge(limits.of(command));
        }
        return command;
    }

    static Refusal tooLarge(long maxBody) {
        return new Refusal(Answer.TOO_LARGE, "The body is longer than " + maxBody + " bytes");
    }

    private static void checkOurs(HttpServletRequest request) {
        if (!"POST".equals(request.getMethod())) {
            throw new Refusal(Answer.WRONG_METHOD, "The method must be POST");
        }
        if (!isJson(request.getContentType())) {
            throw new Refusal(Answer.NOT_JSON, "The Content-Type must be application/json in UTF-8");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw new Refusal(Answer.NOT_JSON, "The body must not be compressed");
        }
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            Charset charset = type.getCharset();
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (charset == null
                            || charset.equals(StandardCharsets.UTF_8)
                            || charset.equals(StandardCharsets.US_ASCII));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
