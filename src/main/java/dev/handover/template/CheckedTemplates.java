package dev.handover.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.handover.settings.Edited;
import dev.handover.settings.InvalidSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes templates of files that render, all of them, whatever there is to tell: a fault is found before the event that
 * would have met it.
 */
public final class CheckedTemplates implements Edited.Parser<TemplateSet> {

    private static final List<String> NEEDED =
            List.of("email.subject.ftl", "email.txt.ftl", "email.html.ftlh", "slack.json.ftl");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final MessagesSettings settings;
    private final List<MessageCheck> checks;

    CheckedTemplates(MessagesSettings settings, List<MessageCheck> checks) {
        this.settings = settings;
        this.checks = checks;
    }

    /** @throws InvalidSetting when one of the templates does not render, with its file and line */
    @Override
    public TemplateSet parse(Map<String, String> files) {
        TemplateSet templates = unchecked(files);
        failures(templates).stream().findFirst().ifPresent(first -> {
            throw new InvalidSetting(
                    first.getMessage(), "(templates/ in the routes folder, else those in the jar)", "Mend it, or remove the file.");
        });
        return templates;
    }

    /** @throws InvalidSetting when there is none in the language of the settings */
    public TemplateSet unchecked(Map<String, String> files) {
        TemplateSet templates = new TemplateSet(files);
        for (String needed : NEEDED) {
            String file = TemplateSet.inLanguage(needed, settings.language());
            if (!templates.names().contains(file) && !templates.names().contains(needed)) {
                throw new InvalidSetting(
                        "MESSAGE_LANGUAGE (handover.messages.language)",
                        "has no template " + file,
                        "Write en or zh, or add the file to templates/ in the routes folder.");
            }
        }
        return templates;
    }

    /** What is wrong in the templates: of each the first thing. */
    public List<TemplateFailure> failures(TemplateSet templates) {
        return templates.names().stream().flatMap(name -> failure(name, templates).stream()).toList();
    }

    private Optional<TemplateFailure> failure(String name, TemplateSet templates) {
        try {
            for (Notice sample : SampleNotices.ALL) {
                String text = templates.render(name, sample, settings);
                // A layout makes nothing by itself.
                if (name.endsWith(".json.ftl") && !name.contains(".layout.")) {
                    requireJson(name, text);
                    checks.forEach(each -> each.check(name, text));
                }
            }
            return Optional.empty();
        } catch (TemplateFailure e) {
            return Optional.of(e);
        }
    }

    static void requireJson(String name, String text) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TemplateFailure(name, "it makes no JSON; see line " + line + " of what it makes");
        }
    }
}
