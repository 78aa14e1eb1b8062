package dev.handover.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.template.TemplateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.Language;

/** The templates that stand in one entry of a file of routes, each tried by itself. */
final class RouteTemplates {

    private final Map<String, Language> languages;
    private final UnaryOperator<String> settings;
    private final RouteEntry entry;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param languages those of templates, by name
     * @param settings fills in {@code {{…}}}
     */
    RouteTemplates(Map<String, Language> languages, UnaryOperator<String> settings, RouteEntry entry) {
        this.languages = languages;
        this.settings = settings;
        this.entry = entry;
    }

    /** A fault for each that does not render for some kind of event. */
    List<Fault> faults() {
        look(entry.definition(), entry.at());
        return faults;
    }

    private void look(JsonNode node, JsonPointer at) {
        String language = node.path("language").asText();
        if (languages.containsKey(language) && node.path("expression").isTextual()) {
            tryOne(language, node.get("expression").asText(), at.appendProperty("expression"));
            return;
        }
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            look(node.get(i), at.appendIndex(i));
        }
        node.fields().forEachRemaining(field -> look(field.getValue(), at.appendProperty(field.getKey())));
    }

    private void tryOne(String language, String template, JsonPointer at) {
        try {
            languages.get(language).createExpression(settings.apply(template));
        } catch (TemplateFailure e) {
            faults.add(new Fault(
                    entry.file().name(),
                    entry.file().line(at),
                    "The template fails: " + e.reason() + ".",
                    "Mend it; docs/destinations.md lists what a template may say."));
        }
    }
}
