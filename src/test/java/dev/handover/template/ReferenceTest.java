package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lists of what a template may say, in {@code docs/destinations.md} and {@code email.en.txt.ftl}. */
class ReferenceTest {

    @Test
    void hasWhatThereIsAndNothingElse() throws IOException {
        String page = Files.readString(Path.of("docs/destinations.md"));
        String section = page.substring(page.indexOf("### Templates"), page.indexOf("### Beans"));
        List<String> listed = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(section).results().map(row -> row.group(1)).toList();
        TemplateLanguage language = (TemplateLanguage) TemplateLanguage.text(() -> null, MessagesSettings.of(ZoneOffset.UTC));
        Set<String> there = SampleNotices.ALL.stream()
                .flatMap(notice -> language.model(notice).keySet().stream())
                .collect(Collectors.toSet());
        there.add("words");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void standsAtTheTopOfTheEnglishMail() throws IOException {
        String mail = Files.readString(Path.of("routes/templates/email.en.txt.ftl"));
        String list = mail.substring(mail.indexOf("There are: "), mail.indexOf("-->"));
        Set<String> there = SampleNotices.ALL.stream()
                .flatMap(notice -> NoticeModel.of(notice, MessagesSettings.of(ZoneOffset.UTC), Locale.ENGLISH).keySet().stream())
                .collect(Collectors.toSet());
        assertThat(there).hasSizeGreaterThan(20).allSatisfy(word -> assertThat(list).containsPattern("\\b" + word + "\\b"));
    }
}
