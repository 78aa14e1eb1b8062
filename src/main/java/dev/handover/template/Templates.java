package dev.handover.template;

import dev.handover.callback.Event;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Renders the texts about an event from {@code templates/} in the routes folder or, for each file that it lacks, from the jar.
 *
 * <p>An edit counts within {@value #NOTICED_MS} ms, without a restart. Templates reach the event's fields and nothing
 * else: no class, no method of a Java object. Safe for use by many threads.
 */
public final class Templates {

    private static final String FOLDER = "templates/";
    private static final long NOTICED_MS = 2_000;
    private static final int REASON_LENGTH = 200;

    private final Configuration configuration;
    private final ZoneId zone;

    /**
     * @param routesDir the routes folder; may be null, or lack {@code templates/} or files in it
     * @param zone the time zone in which people read times
     */
    public Templates(Path routesDir, ZoneId zone) {
        this.configuration = configuration(loader(routesDir));
        this.zone = zone;
    }

    /**
     * The text of one event.
     *
     * @param name the template's file name, such as {@code email.txt.ftl}
     * @throws TemplateFailure when the template is missing or does not render
     */
    public String render(String name, Event event) {
        return render(name, Notice.of(event));
    }

    /**
     * The text of one notice, for its reader.
     *
     * @param name the template's file name, such as {@code email.txt.ftl}
     * @throws TemplateFailure when the template is missing or does not render
     */
    public String render(String name, Notice notice) {
        try {
            StringWriter text = new StringWriter();
            configuration.getTemplate(FOLDER + name).process(EventModel.of(notice.event(), zone), text);
            return text.toString();
        } catch (TemplateNotFoundException e) {
            throw new TemplateFailure(name, "there is no such file");
        } catch (ParseException e) {
            throw new TemplateFailure(name, at(name, e.getTemplateName(), e.getLineNumber()) + oneLine(e.getEditorMessage()));
        } catch (TemplateException e) {
            String expression = e.getBlamedExpressionString();
            String reason = expression == null ? "it does not render" : "cannot evaluate " + oneLine(expression);
            throw new TemplateFailure(name, at(name, e.getTemplateSourceName(), e.getLineNumber()) + reason);
        } catch (IOException e) {
            throw new TemplateFailure(name, "it cannot be read");
        }
    }

    private static Configuration configuration(TemplateLoader loader) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(loader);
        configuration.setTemplateUpdateDelayMilliseconds(NOTICED_MS);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ENGLISH);
        configuration.setLocalizedLookup(false);
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        configuration.setAPIBuiltinEnabled(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        // FreeMarker's log and its #attempt would quote the values.
        configuration.setLogTemplateExceptions(false);
        configuration.setAttemptExceptionReporter((exception, environment) -> {});
        TemplateConfiguration json = new TemplateConfiguration();
        json.setOutputFormat(JsonStrings.FORMAT);
        configuration.setTemplateConfigurations(
                new ConditionalTemplateConfigurationFactory(new FileExtensionMatcher("json.ftl"), json));
        return configuration;
    }

    private static TemplateLoader loader(Path routesDir) {
        TemplateLoader builtIn = new ClassTemplateLoader(Templates.class, "/routes/");
        if (routesDir == null || !Files.isDirectory(routesDir)) {
            return builtIn;
        }
        try {
            TemplateLoader edited = new FileTemplateLoader(routesDir.toFile(), true);
            MultiTemplateLoader both = new MultiTemplateLoader(new TemplateLoader[] {edited, builtIn});
            // A file that appears later counts too.
            both.setSticky(false);
            return both;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it went wrong: the line, and the file when that is another one, which {@code #include} took in. */
    private static String at(String name, String source, Integer line) {
        String file = source == null || source.equals(FOLDER + name) ? "" : source + ", ";
        return line == null || line < 1 ? file : file + "line " + line + ": ";
    }

    private static String oneLine(String reason) {
        return Shown.cut(reason.strip().replaceAll("\\s+", " "), REASON_LENGTH);
    }
}
