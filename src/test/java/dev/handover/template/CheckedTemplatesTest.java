package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.settings.InvalidSetting;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedTemplatesTest {

    private final CheckedTemplates checked = new CheckedTemplates(MessagesSettings.of(ZoneOffset.UTC), List.of());
    private Map<String, String> files;

    @BeforeEach
    void startsWithWhatIsBuiltIn() throws IOException {
        files = new TemplateFiles(null).read();
    }

    @Test
    void takesWhatIsBuiltInAndHasEveryFileInEachLanguage() {
        TemplateSet templates = checked.parse(files);
        List<String> english = templates.names().stream().filter(name -> name.contains(".en.")).toList();
        assertThat(english).hasSizeGreaterThanOrEqualTo(5);
        assertThat(english).allSatisfy(name -> assertThat(templates.names()).contains(name.replace(".en.", ".zh.")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "email.zh.txt.ftl | ${nothing} | Template email.zh.txt.ftl: line 1: cannot evaluate nothing",
        "email.en.subject.ftl | <#if test> | Template email.en.subject.ftl: line 1: ",
        "crm.json.ftl | {'a'} | Template crm.json.ftl: it makes no JSON; see line 1 of what it makes",
        "crm.json.ftl | {\"a\": \"${oldOwnerName} | Template crm.json.ftl: it makes no JSON; ",
        "words.en.ftl | <#function group><#return none></#function> | Template email.en.html.ftlh: line "
    })
    void refusesWhatDoesNotRenderWithFileAndLine(String name, String text, String message) {
        files.put(name, text);
        assertThatThrownBy(() -> checked.parse(files)).isInstanceOf(InvalidSetting.class).hasMessageStartingWith(message);
    }

    @Test
    void triesEveryKindOfNotice() {
        files.put("t.ftl", "<#if finding == \"no-such-group\" && test>x<#elseif finding == \"dismissed\">${nothing}</#if>");
        assertThatThrownBy(() -> checked.parse(files)).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void refusesADefaultLanguageWithoutTemplates() {
        CheckedTemplates german =
                new CheckedTemplates(new MessagesSettings(ZoneOffset.UTC, "de", "", List.of()), List.of());
        assertThatThrownBy(() -> german.parse(files))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("MESSAGE_LANGUAGE (handover.messages.language) has no template email.de.subject.ftl.");
    }

    @Test
    void asksTheMedia() {
        CheckedTemplates strict = new CheckedTemplates(MessagesSettings.of(ZoneOffset.UTC), List.of((name, text) -> {
            if (name.startsWith("slack.zh")) {
                throw new TemplateFailure(name, "not for Slack");
            }
        }));
        assertThatThrownBy(() -> strict.parse(files)).hasMessageStartingWith("Template slack.zh.json.ftl: not for Slack ");
    }
}
