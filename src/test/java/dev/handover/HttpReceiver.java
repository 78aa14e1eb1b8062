package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;

/**
 * A receiver over HTTP: what it documents that it answers, and a check of what it documents that it is sent. Refusals repeat the
 * secret.
 */
final class HttpReceiver implements DestinationUnderTest {

    private final String name;
    private final SlackStub server;
    private final int later;
    private final String laterBody;
    private final int never;
    private final String neverBody;
    private final Consumer<SlackStub.Post> documented;

    HttpReceiver(
            String name,
            SlackStub server,
            int later,
            String laterBody,
            int never,
            String neverBody,
            Consumer<SlackStub.Post> documented) {
        this.name = name;
        this.server = server;
        this.later = later;
        this.laterBody = laterBody;
        this.never = never;
        this.neverBody = neverBody;
        this.documented = documented;
    }

    @Override
    public String name() {
        return name;
    }

    SlackStub server() {
        return server;
    }

    @Override
    public void failForNow() {
        server.answerAlways(later, laterBody);
    }

    @Override
    public boolean refuse() {
        server.answerAlways(never, neverBody);
        return true;
    }

    @Override
    public void recover() {
        server.behave();
    }

    @Override
    public long arrived(String eventID) {
        return about(eventID).stream().filter(SlackStub.Post::taken).count();
    }

    /** What was posted about an event, taken or not. */
    List<SlackStub.Post> about(String eventID) {
        return server.posts().stream().filter(post -> post.body().contains(eventID)).toList();
    }

    /** Checks each post so far. */
    void check() {
        assertThat(server.posts()).as(name).allSatisfy(post -> {
            assertThat(post.headers().get("Content-Type")).startsWith("application/json");
            assertThat(post.headers().keySet()).allMatch(header ->
                    header.toLowerCase().matches("accept|accept-encoding|connection|content-length|content-type|host|transfer-encoding|user-agent|webhook-.*"));
            documented.accept(post);
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
