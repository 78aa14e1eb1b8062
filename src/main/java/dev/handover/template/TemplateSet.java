package dev.handover.template;

import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateConfigurationFactoryException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Templates as they were at one time; they never change.
 *
 * <p>They reach what they are given and nothing else: no file, no class, no method of a Java object.
 */
public final class TemplateSet {

    private static final int REASON_LENGTH = 200;

    private final SortedSet<String> names;
    private final Configuration configuration;

    /** @param files the text of each template by its file name */
    TemplateSet(Map<String, String> files) {
        this.names = new TreeSet<>(files.keySet());
        StringTemplateLoader loader = new StringTemplateLoader();
        files.forEach((name, text) -> loader.putTemplate(name, text, 0));
        this.configuration = configuration(loader);
    }

    /** The templates' file names. */
    SortedSet<String> names() {
        return names;
    }

    /**
     * The text of one notice: from {@code email.zh.txt.ftl} for the template {@code email.txt.ftl} and a reader of Chinese,
     * else from the file in the default language, else from one without a language.
     *
     * @throws TemplateFailure when there is none of these, or it does not render
     */
    String render(String template, Notice notice, MessagesSettings settings) {
        for (String language : List.of(notice.reader().language(), settings.language())) {
            String file = inLanguage(template, language);
            if (names.contains(file)) {
                return render(file, NoticeModel.of(notice, settings, Locale.forLanguageTag(language)));
            }
        }
        return render(template, NoticeModel.of(notice, settings, Locale.forLanguageTag(settings.language())));
    }

    /** The file name of a template in a language. */
    static String inLanguage(String template, String language) {
        return template.replaceFirst("\\.", "." + language + ".");
    }

    /**
     * The text of a template that stands in a file of routes; it may use the files of templates.
     *
     * @param name what it is called in a failure; as the name of a file it decides what is escaped
     * @throws TemplateFailure when it does not render
     */
    String renderInline(String name, String template, Map<String, Object> model) {
        return render(name, model, () -> {
            freemarker.core.TemplateConfiguration json = configuration.getTemplateConfigurations().get(name, null);
            return new Template(name, name, new StringReader(template), configuration, json, null);
        });
    }

    private String render(String name, Map<String, Object> model) {
        return render(name, model, () -> configuration.getTemplate(name));
    }

    /** Where a template comes from. */
    private interface Source {
        Template template() throws IOException, TemplateConfigurationFactoryException;
    }

    private static String render(String name, Map<String, Object> model, Source source) {
        try {
            StringWriter text = new StringWriter();
            source.template().process(model, text);
            return text.toString();
        } catch (TemplateNotFoundException e) {
            throw new TemplateFailure(name, "there is no such file");
        } catch (ParseException e) {
            throw unparsed(name, e);
        } catch (TemplateException e) {
            if (e.getCause() instanceof ParseException imported) {
                throw unparsed(name, imported);
            }
            String expression = e.getBlamedExpressionString();
            String reason = expression == null ? "it does not render" : "cannot evaluate " + oneLine(expression);
            throw failure(name, e.getTemplateSourceName(), e.getLineNumber(), reason);
        } catch (TemplateConfigurationFactoryException | IOException e) {
            throw new TemplateFailure(name, "it cannot be read");
        }
    }

    private static Configuration configuration(StringTemplateLoader loader) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(loader);
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
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

    private static TemplateFailure unparsed(String name, ParseException e) {
        return failure(name, e.getTemplateName(), e.getLineNumber(), oneLine(e.getEditorMessage()));
    }

    /** With the line, and the file when that is another one, which {@code #import} took in. */
    private static TemplateFailure failure(String name, String source, Integer line, String reason) {
        return new TemplateFailure(name, source == null ? name : source, line == null ? 0 : line, reason);
    }

    private static String oneLine(String reason) {
        return Shown.cut(reason.strip().replaceAll("\\s+", " "), REASON_LENGTH);
    }
}
