package dev.handover.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.handover.callback.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.ExpressionAdapter;

/**
 * A language of Camel's for what a destination sends: a FreeMarker template in the file of routes, with the same words as the
 * files in {@code templates/}.
 *
 * <p>{@value #JSON} escapes what it fills in for a JSON string, and has to make JSON; {@value #TEXT} escapes nothing. A template
 * is tried with every kind of event when its route is made: one that fails is found then, not at an event. Besides what the
 * files have, it has {@code language}, the sentences of {@code words.<language>.ftl} as {@code words}, and {@code eventJSON} and {@code factsJSON}, both whole JSON objects with the IDs and names as they came, and
 * {@code factsJSON} without who leads the group.
 */
public final class TemplateLanguage implements Language {

    /** The name of the language that makes JSON. */
    public static final String JSON = "json-template";

    /** The name of the language that makes any text. */
    public static final String TEXT = "text-template";

    private static final String SET = "templates";
    private static final JsonMapper EVENTS = JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final String name;
    private final Supplier<TemplateSet> templates;
    private final MessagesSettings settings;

    private TemplateLanguage(String name, Supplier<TemplateSet> templates, MessagesSettings settings) {
        this.name = name;
        this.templates = templates;
        this.settings = settings;
    }

    /** The language {@value #JSON}. */
    public static Language json(Supplier<TemplateSet> templates, MessagesSettings settings) {
        return new TemplateLanguage("the template.json.ftl", templates, settings);
    }

    /** The language {@value #TEXT}. */
    public static Language text(Supplier<TemplateSet> templates, MessagesSettings settings) {
        return new TemplateLanguage("the template.ftl", templates, settings);
    }

    /** @throws TemplateFailure when the template does not render for some kind of event, or makes no JSON where it must */
    @Override
    public Expression createExpression(String template) {
        for (Notice sample : SampleNotices.ALL) {
            String text = render(templates.get(), template, sample);
            if (isJson()) {
                CheckedTemplates.requireJson(name, text);
            }
        }
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return render(now(exchange), template, Notice.of(exchange));
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** A template makes a text, which is neither true nor false. */
    @Override
    public Predicate createPredicate(String template) {
        throw new IllegalArgumentException("a template is no condition: use simple");
    }

    private boolean isJson() {
        return name.endsWith(".json.ftl");
    }

    /** All that one delivery renders is of the same files, whatever is edited meanwhile. */
    private TemplateSet now(Exchange exchange) {
        TemplateSet set = exchange.getProperty(SET, TemplateSet.class);
        if (set == null) {
            set = templates.get();
            exchange.setProperty(SET, set);
        }
        return set;
    }

    private String render(TemplateSet set, String template, Notice notice) {
        return set.renderInline(name, words(set, language(notice)) + template, model(notice));
    }

    /** What a template may say, besides {@code words}; docs/destinations.md lists it. */
    Map<String, Object> model(Notice notice) {
        Locale language = language(notice);
        Map<String, Object> model = NoticeModel.of(notice, settings, language);
        model.put("language", language.getLanguage());
        model.put("eventJSON", whole(json(notice.event())));
        model.put("factsJSON", whole(notice.facts().withoutLeaders().json()));
        return model;
    }

    private Locale language(Notice notice) {
        return Locale.forLanguageTag(notice.reader().language().isEmpty() ? settings.language() : notice.reader().language());
    }

    /** The sentences of {@code words.<language>.ftl}, as {@code words}; in front of the first line, so that lines keep their numbers. */
    private String words(TemplateSet set, Locale language) {
        for (String each : List.of(language.getLanguage(), settings.language())) {
            String file = "words." + each + ".ftl";
            if (set.names().contains(file)) {
                return "<#import \"" + file + "\" as words>";
            }
        }
        return "";
    }

    private Object whole(String json) {
        return isJson() ? JsonStrings.FORMAT.whole(json) : json;
    }

    private static String json(Event event) {
        try {
            return EVENTS.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written", e);
        }
    }
}
