package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** OpenIM's API server and its chat server in one, as far as the contract has them: HTTP 200 whatever the answer is. */
public final class OpenIMStub implements AutoCloseable {

    public static final String ADMIN = "imAdmin";
    public static final String SECRET = "openim-secret-7c1";
    public static final String CHAT_PASSWORD = "chat-password-5d2";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, ObjectNode> groups = new ConcurrentHashMap<>();
    private final Map<String, List<ObjectNode>> members = new ConcurrentHashMap<>();
    private final Map<String, String> nicknames = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Map<String, Scripted> scripted = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final List<String> operationIDs = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String validToken = "";
    private volatile int largestPage = Integer.MAX_VALUE;

    /** How an endpoint answers in place of the data. */
    private interface Scripted {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public OpenIMStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings that point Handover at this API server. */
    public String[] apiSettings() {
        return new String[] {"OPENIM_API_URL=" + url(), "OPENIM_ADMIN_USER_ID=" + ADMIN, "OPENIM_SECRET=" + SECRET};
    }

    /** A group of these members, each as {@code userID:roleLevel:nickname}. */
    public OpenIMStub group(String groupID, String name, String... list) {
        groups.put(groupID, JSON.createObjectNode()
                .put("groupID", groupID)
                .put("groupName", name)
                .put("faceURL", "https://cdn.example.org/" + groups.size() + ".png")
                .put("memberCount", list.length)
                .put("status", 0));
        List<ObjectNode> all = new ArrayList<>();
        for (String each : list) {
            String[] parts = each.split(":", 3);
            all.add(JSON.createObjectNode()
                    .put("groupID", groupID)
                    .put("userID", parts[0])
                    .put("roleLevel", Integer.parseInt(parts[1]))
                    .put("nickname", parts[2]));
        }
        members.put(groupID, all);
        return this;
    }

    /** Changes a field of the group's information. */
    public OpenIMStub with(String groupID, String field, Object value) {
        groups.get(groupID).putPOJO(field, value);
        return this;
    }

    public OpenIMStub user(String userID, String nickname) {
        nicknames.put(userID, nickname);
        return this;
    }

    public OpenIMStub address(String userID, String mail) {
        addresses.put(userID, mail);
        return this;
    }

    /** No page has more members than this, whatever was asked. */
    public OpenIMStub pagesOf(int size) {
        largestPage = size;
        return this;
    }

    /** The tokens given so far are refused from now on. */
    public void expireToken() {
        validToken = "";
    }

    /** An endpoint answers an error, with HTTP 200. */
    public void fail(String path, int errCode) {
        scripted.put(path, exchange -> send(exchange, 200, envelope(errCode, JSON.nullNode())));
    }

    /** An endpoint answers this, as it is. */
    public void answer(String path, int status, String body) {
        scripted.put(path, exchange -> send(exchange, status, body));
    }

    /** An endpoint answers as usual, after a while. */
    public void delay(String path, long millis) {
        scripted.put(path, exchange -> {
            closed.await(millis, TimeUnit.MILLISECONDS);
            answerData(exchange);
        });
    }

    /** An endpoint answers a byte every 100 ms. */
    public void drip(String path) {
        scripted.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 600 && !closed.await(100, TimeUnit.MILLISECONDS); i++) {
                    body.write(' ');
                    body.flush();
                }
            }
        });
    }

    /** All goes well again, and nothing has been asked. */
    public void behave() {
        scripted.clear();
        calls.clear();
        operationIDs.clear();
        largestPage = Integer.MAX_VALUE;
    }

    public int calls(String path) {
        return calls.getOrDefault(path, new AtomicInteger()).get();
    }

    public int calls() {
        return calls.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public List<String> operationIDs() {
        return operationIDs;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        calls.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
        operationIDs.add(String.valueOf(exchange.getRequestHeaders().getFirst("operationID")));
        try (exchange) {
            Scripted script = scripted.get(path);
            if (script == null) {
                answerData(exchange);
            } else {
                script.answer(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerData(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode question = JSON.readTree(exchange.getRequestBody());
        boolean login = path.equals("/auth/get_admin_token") || path.equals("/account/login");
        if (exchange.getRequestHeaders().getFirst("operationID") == null) {
            send(exchange, 200, envelope(1001, JSON.nullNode()));
        } else if (!login && !validToken.equals(exchange.getRequestHeaders().getFirst("token"))) {
            send(exchange, 200, envelope(1501, JSON.nullNode()));
        } else {
            send(exchange, 200, switch (path) {
                case "/auth/get_admin_token" -> login("secret", SECRET, question, "token");
                case "/account/login" -> login("password", CHAT_PASSWORD, question, "adminToken");
                case "/group/get_groups_info" -> group(question.at("/groupIDs/0").asText());
                case "/group/get_group_member_list" -> page(question);
                case "/user/get_users_info" -> users("usersInfo", "nickname", nicknames, question);
                case "/user/find/full" -> users("users", "email", addresses, question);
                default -> envelope(404, JSON.nullNode());
            });
        }
    }

    private String login(String field, String secret, JsonNode question, String token) {
        boolean versioned = token.equals("token") || !question.path("version").asText().isEmpty();
        if (!question.path(field).asText().equals(secret) || !versioned) {
            return envelope(1002, JSON.nullNode());
        }
        validToken = "token-" + tokens.incrementAndGet();
        return envelope(0, JSON.createObjectNode().put(token, validToken).put("expireTimeSeconds", 7776000));
    }

    private String group(String groupID) {
        if (!groups.containsKey(groupID)) {
            return envelope(1004, JSON.nullNode());
        }
        ObjectNode data = JSON.createObjectNode();
        data.putArray("groupInfos").add(groups.get(groupID));
        return envelope(0, data);
    }

    private String page(JsonNode question) {
        List<ObjectNode> all = members.get(question.path("groupID").asText());
        if (all == null) {
            return envelope(1004, JSON.nullNode());
        }
        int size = Math.min(question.at("/pagination/showNumber").asInt(), largestPage);
        int from = Math.min((question.at("/pagination/pageNumber").asInt() - 1) * size, all.size());
        ObjectNode data = JSON.createObjectNode().put("total", all.size());
        ArrayNode page = data.putArray("members");
        all.subList(from, Math.min(from + size, all.size())).forEach(page::add);
        return envelope(0, data);
    }

    private static String users(String list, String field, Map<String, String> known, JsonNode question) {
        ObjectNode data = JSON.createObjectNode();
        ArrayNode users = data.putArray(list);
        question.path("userIDs").forEach(userID -> {
            if (known.containsKey(userID.asText())) {
                users.addObject().put("userID", userID.asText()).put(field, known.get(userID.asText()));
            }
        });
        return envelope(0, data);
    }

    private static String envelope(int errCode, JsonNode data) {
        ObjectNode envelope = JSON.createObjectNode().put("errCode", errCode);
        envelope.put("errMsg", errCode == 0 ? "" : "Error").put("errDlt", "").set("data", data);
        return envelope.toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
