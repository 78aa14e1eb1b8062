package dev.handover.openim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON and reads OpenIM's envelope, all within a deadline, however slowly the answer drips.
 *
 * <p>OpenIM answers HTTP 200 even to what failed: what counts is {@code errCode}. No redirect is followed; an answer has
 * {@value #LONGEST_ANSWER} bytes at most.
 */
final class HttpCalls {

    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * The {@code data} of the answer; missing when there is none.
     *
     * @param token goes into the header {@code token}; null: none
     * @throws ApiFailure when there is no answer in time, or it is not OpenIM's envelope of success
     */
    JsonNode post(URI uri, Map<String, ?> body, String token, String operationID, Deadline deadline) throws ApiFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("operationID", operationID)
                .POST(HttpRequest.BodyPublishers.ofByteArray(written(body)));
        if (token != null) {
            request.header("token", token);
        }
        HttpResponse<byte[]> response = send(request.build(), deadline);
        if (response.statusCode() != 200) {
            throw ApiFailure.of("HTTP " + response.statusCode());
        }
        return data(response.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request, Deadline deadline) throws ApiFailure {
        if (deadline.left().isZero()) {
            throw ApiFailure.of("no time left");
        }
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, response -> new LimitedBody(LONGEST_ANSWER));
        try {
            return sent.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ApiFailure.of("no answer in time");
        } catch (ExecutionException e) {
            throw ApiFailure.of(e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.of("interrupted");
        } finally {
            sent.cancel(true);
        }
    }

    private static JsonNode data(byte[] body) throws ApiFailure {
        try {
            JsonNode envelope = JSON.readTree(body);
            JsonNode errCode = envelope.path("errCode");
            if (!errCode.canConvertToInt() || !errCode.isIntegralNumber()) {
                throw ApiFailure.of("an answer without errCode");
            }
            if (errCode.intValue() != 0) {
                throw ApiFailure.answered(errCode.intValue());
            }
            return envelope.path("data");
        } catch (IOException e) {
            throw ApiFailure.of("an answer that is no JSON");
        }
    }

    private static byte[] written(Map<String, ?> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written", e);
        }
    }
}
