package dev.handover.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.NothingConfigured;
import dev.handover.Running;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The management port without credentials: for this machine, and for no page that its browser was sent to. */
@NothingConfigured
class ManagementPortTest {

    private static final String REPLAY = "/actuator/deadletters/slack";

    @Autowired
    private Running handover;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:10016", "localhost:1", "LOCALHOST", "[::1]:10016", "127.9.9.9", "[::ffff:127.0.0.1]"})
    void answersToItsOwnHosts(String host) throws IOException {
        handover.eventually(() -> assertThat(send(ManagementRequest.get("/actuator/health"), host))
                .startsWith("HTTP/1.1 200").contains("\"components\""));
        assertThat(send(ManagementRequest.post(REPLAY), host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "evil.example", "127.0.0.1.evil.example:10016", "localhost.evil.example", "10.0.0.1", "[fe80::1]", "0.0.0.0", "127.0.0.256",
        "notlocalhost", "[::ffff:10.0.0.1]"
    })
    void refusesAHostThatWasPointedHere(String host) throws IOException {
        for (String path : new String[] {"/actuator/health", "/actuator/prometheus", "/actuator", "/", "/none", REPLAY}) {
            assertThat(send(ManagementRequest.get(path), host)).as(path).startsWith("HTTP/1.1 403");
        }
        assertThat(send(ManagementRequest.post(REPLAY), host)).startsWith("HTTP/1.1 403").contains("127.0.0.1 and localhost only");
    }

    @Test
    void letsNoPageOfAnotherSiteChangeAnything() throws IOException {
        ManagementRequest replay = ManagementRequest.post(REPLAY);
        for (String site : new String[] {"cross-site", "same-site", "x"}) {
            assertThat(send(replay.header("Sec-Fetch-Site", site), "localhost:10016")).as(site).startsWith("HTTP/1.1 403");
        }
        for (String origin : new String[] {"http://evil.example", "null", "http://localhost", "http://localhost:1", "localhost:10016.evil"}) {
            assertThat(send(replay.header("Origin", origin), "localhost:10016")).as(origin).startsWith("HTTP/1.1 403");
        }
        assertThat(send(new ManagementRequest("DELETE", "/actuator/destinations/slack", "Origin: http://evil.example\r\n"), "localhost"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, no-cors, image", "cross-site, no-cors, script", "cross-site, cors, empty", "cross-site, navigate, iframe",
        "cross-site, navigate, object", "same-site, no-cors, image", "x, no-cors, image", "cross-site, no-cors, document"
    })
    void letsNoPageOfAnotherSiteReadAnything(String site, String mode, String dest) throws IOException {
        for (String path : new String[] {"/console?key=x", "/console", "/actuator/trace/x", "/actuator/health", "/actuator/prometheus"}) {
            ManagementRequest read = fetch(ManagementRequest.get(path), site, mode, dest);
            assertThat(send(read, "localhost:10016")).as(path).startsWith("HTTP/1.1 403").contains("A page of another site may lead here");
        }
        ManagementRequest preflight = new ManagementRequest("OPTIONS", "/console", "");
        assertThat(send(fetch(preflight, site, mode, dest), "localhost:10016")).startsWith("HTTP/1.1 403");
        assertThat(send(ManagementRequest.get("/console").header("Origin", "http://evil.example"), "localhost")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void isLedToByALinkOnAnotherSiteAndNotBeforehand(String site) throws IOException {
        ManagementRequest visit = fetch(ManagementRequest.get("/console?key=x"), site, "navigate", "document");
        assertThat(send(visit, "localhost:10016")).startsWith("HTTP/1.1 200").contains("<html");
        assertThat(send(visit.header("Sec-Purpose", "prefetch"), "localhost:10016")).startsWith("HTTP/1.1 403");
        assertThat(send(fetch(ManagementRequest.post(REPLAY), site, "navigate", "document"), "localhost:10016")).startsWith("HTTP/1.1 403");
    }

    @Test
    void isReadByItsOwnPageAndByWhatIsNoPage() throws IOException {
        ManagementRequest style = ManagementRequest.get("/console/style.css");
        assertThat(send(fetch(style, "same-origin", "no-cors", "style"), "localhost:10016")).startsWith("HTTP/1.1 200");
        assertThat(send(fetch(ManagementRequest.get("/console"), "none", "navigate", "document"), "localhost")).startsWith("HTTP/1.1 200");
        assertThat(send(ManagementRequest.get("/console"), "localhost:10016")).startsWith("HTTP/1.1 200");
    }

    @Test
    void letsItsOwnPageChangeThings() throws IOException {
        ManagementRequest replay = ManagementRequest.post(REPLAY);
        assertThat(send(replay.header("Origin", "http://localhost:10016"), "localhost:10016")).startsWith("HTTP/1.1 200");
        assertThat(send(replay.header("Sec-Fetch-Site", "same-origin"), "localhost:10016")).startsWith("HTTP/1.1 200");
    }

    @Test
    void isShownInNoFrameAndKeptByNoCache() throws IOException {
        assertThat(send(ManagementRequest.get("/actuator/health"), "localhost"))
                .contains("X-Frame-Options: DENY", "X-Content-Type-Options: nosniff", "Cache-Control: no-store");
    }

    @Test
    void tellsAnybodyWhetherItIsReadyAndNothingMore() throws IOException {
        for (String probe : new String[] {"/actuator/health/liveness", "/actuator/health/readiness"}) {
            handover.eventually(() -> assertThat(send(ManagementRequest.get(probe), "10.1.2.3:10016"))
                    .contains("\"UP\"").doesNotContain("components"));
            assertThat(send(new ManagementRequest("POST", probe, ""), "10.1.2.3:10016")).startsWith("HTTP/1.1 403");
            ManagementRequest fetched = fetch(ManagementRequest.get(probe), "cross-site", "cors", "empty");
            handover.eventually(() -> assertThat(send(fetched, "localhost")).contains("\"UP\""));
        }
    }

    private static ManagementRequest fetch(ManagementRequest request, String site, String mode, String dest) {
        return request.header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", mode).header("Sec-Fetch-Dest", dest);
    }

    private String send(ManagementRequest request, String host) throws IOException {
        return request.send(host, handover.managementUrl());
    }
}
