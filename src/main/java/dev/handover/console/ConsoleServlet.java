package dev.handover.console;

import dev.handover.broker.DestinationQueues;
import dev.handover.deadletters.DeadLetters;
import freemarker.cache.ClassTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;

/**
 * The console: {@code GET /console} is the page, {@code POST /console/replay} replays dead letters and leads back to it.
 *
 * <p>The page runs no script, and nothing of another site. The management port's guard refuses what another site's page sends; a
 * replay must besides say where it comes from, as every browser does.
 */
final class ConsoleServlet extends HttpServlet {

    static final String PAGE = "/console";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServlet.class);
    private static final int LONGEST_KEY = 256;
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final transient ConsoleView view;
    private final transient DeadLetters letters;
    private final transient DestinationQueues destinations;
    private final transient Configuration templates = new Configuration(Configuration.VERSION_2_3_34);

    ConsoleServlet(ConsoleView view, DeadLetters letters, DestinationQueues destinations) {
        this.view = view;
        this.letters = letters;
        this.destinations = destinations;
        templates.setTemplateLoader(new ClassTemplateLoader(ConsoleServlet.class.getClassLoader(), "console"));
        templates.setDefaultEncoding("UTF-8");
        templates.setLogTemplateExceptions(false);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null) {
            page(request, response);
        } else if (request.getPathInfo().equals("/style.css")) {
            style(response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("Origin") == null && request.getHeader("Sec-Fetch-Site") == null) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Optional<String> outcome = "/replay".equals(request.getPathInfo()) ? outcome(request) : Optional.empty();
        if (outcome.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", PAGE + "?" + outcome.get());
        }
    }

    private Optional<String> outcome(HttpServletRequest request) {
        try {
            return replay(request).map(count -> "replayed=" + count);
        } catch (JmsException e) {
            LOG.debug("A replay from the console failed", e);
            return Optional.of("failed");
        }
    }

    private Optional<Integer> replay(HttpServletRequest request) {
        String destination = request.getParameter("destination");
        String id = request.getParameter("id");
        if (destination == null || !destinations.names().contains(destination)) {
            return Optional.empty();
        } else if (id == null) {
            return Optional.of(letters.replayAll(destination));
        }
        try {
            return Optional.of(letters.replay(destination, UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String key = Optional.ofNullable(request.getParameter("key")).orElse("").strip();
        Map<String, Object> model = view.model(key.substring(0, Math.min(key.length(), LONGEST_KEY)));
        String replayed = request.getParameter("replayed");
        model.put("replayed", replayed != null && replayed.matches("\\d{1,9}") ? replayed : "");
        model.put("failed", request.getParameter("failed") != null);
        model.put("still", request.getParameter("still") != null);
        StringWriter text = new StringWriter();
        try {
            templates.getTemplate("console.ftlh").process(model, text);
        } catch (TemplateException e) {
            throw new IOException("The console cannot be shown", e);
        }
        // With "no-referrer" a browser would hide where the page's own forms come from.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", POLICY);
        send(response, "text/html", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void style(HttpServletResponse response) throws IOException {
        try (InputStream style = ConsoleServlet.class.getResourceAsStream("/console/style.css")) {
            send(response, "text/css", style.readAllBytes());
        }
    }

    private static void send(HttpServletResponse response, String type, byte[] bytes) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
