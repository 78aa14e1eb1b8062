package dev.handover.backend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Stands in for the app backend, or another receiver, on plain sockets: sees the bytes as sent, and answers or misbehaves as told. */
public final class BackendStub implements Closeable {

    /** What the backend does about one request; it closes the connection by throwing. */
    public interface Behaviour {
        void answer(OutputStream output) throws IOException;
    }

    /** One request as it came: the head's lines and the body, each byte a character. */
    record Seen(List<String> head, byte[] body) {

        String line() {
            return head.get(0);
        }

        List<String> header(String name) {
            return head.stream()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    private static final Behaviour OK = says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<Behaviour> next = new LinkedBlockingQueue<>();
    private volatile Behaviour otherwise = OK;
    private volatile CountDownLatch hanging = new CountDownLatch(1);

    public BackendStub() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        threads.submit(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** What happens to the next requests, one each; after them all are answered 200. */
    public void then(Behaviour... behaviours) {
        next.addAll(Arrays.asList(behaviours));
    }

    public void always(Behaviour behaviour) {
        otherwise = behaviour;
    }

    /** Lets go of what hangs and forgets everything. */
    void reset() {
        otherwise = OK;
        next.clear();
        hanging.countDown();
        hanging = new CountDownLatch(1);
        seen.clear();
    }

    Seen seen() throws InterruptedException {
        Seen request = seen.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The backend saw no request");
        }
        return request;
    }

    int unseen() {
        return seen.size();
    }

    public static Behaviour says(String bytes) {
        return says(bytes.getBytes(ISO_8859_1));
    }

    public static Behaviour says(byte[] bytes) {
        return output -> output.write(bytes);
    }

    static Behaviour breaksOffAfter(String bytes) {
        return output -> {
            output.write(bytes.getBytes(ISO_8859_1));
            throw new IOException("as told");
        };
    }

    Behaviour hangsAfter(String bytes) {
        CountDownLatch until = hanging;
        return output -> {
            output.write(bytes.getBytes(ISO_8859_1));
            await(until, 60_000);
            throw new IOException("let go");
        };
    }

    /** A byte each 50 ms: no read of a client takes long. */
    public Behaviour dripsAfter(String bytes) {
        CountDownLatch until = hanging;
        return output -> {
            output.write(bytes.getBytes(ISO_8859_1));
            while (!await(until, 50)) {
                output.write('x');
                output.flush();
            }
            throw new IOException("let go");
        };
    }

    /** The same again and again, until the client goes away. */
    public static Behaviour hasNoEndAfter(String bytes, String repeated) {
        byte[] block = repeated.repeat(1 + 10_000 / repeated.length()).getBytes(ISO_8859_1);
        return output -> {
            output.write(bytes.getBytes(ISO_8859_1));
            while (true) {
                output.write(block);
            }
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.submit(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            for (Seen request = read(input); request != null; request = read(input)) {
                seen.add(request);
                Behaviour behaviour = next.poll();
                (behaviour == null ? otherwise : behaviour).answer(socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException closed) {
            // The client went away, or the backend was told to.
        }
    }

    private static Seen read(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        Seen request = new Seen(head.toString(ISO_8859_1).strip().lines().toList(), new byte[0]);
        List<String> length = request.header("Content-Length");
        return length.isEmpty()
                ? request
                : new Seen(request.head, input.readNBytes(Integer.parseInt(length.get(0))));
    }

    private static boolean await(CountDownLatch latch, long millis) throws IOException {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hanging.countDown();
        server.close();
        threads.shutdownNow();
    }
}
