package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.Notices;
import dev.handover.SampleEvents;
import dev.handover.facts.Facts;
import dev.handover.facts.Group;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    @TempDir
    Path routes;

    private Templates templates;

    @BeforeEach
    void startsWithAnEmptyRoutesFolder() {
        templates = new Templates(routes, ZoneOffset.UTC);
    }

    @Test
    void takesTheBuiltInTextWithoutARoutesFolder() {
        String expected = "Group G12345 has a new owner: userNew456\n";
        assertThat(rendered(new Templates(null, ZoneOffset.UTC), "email.subject.ftl")).isEqualTo(expected);
        assertThat(rendered(new Templates(routes.resolve("none"), ZoneOffset.UTC), "email.subject.ftl"))
                .isEqualTo(expected);
        assertThat(rendered(templates, "email.subject.ftl")).isEqualTo(expected);
    }

    @Test
    void takesEachFileFromTheRoutesFolderWhereItHasIt() throws IOException {
        write("email.en.subject.ftl", "Ours: ${groupID}");
        assertThat(rendered(templates, "email.subject.ftl")).isEqualTo("Ours: G12345");
        assertThat(rendered(templates, "email.txt.ftl")).startsWith("The group G12345 has a new owner.");
        Files.delete(routes.resolve("templates/email.en.subject.ftl"));
        assertThat(rendered(templates, "email.subject.ftl")).startsWith("Group G12345");
    }

    @Test
    void takesTheReadersLanguageElseTheDefaultElseAFileWithoutOne() throws IOException {
        write("t.de.ftl", "de ${time(\"MMMM\")}");
        write("t.en.ftl", "en ${time(\"MMMM\")}");
        write("u.ftl", "none");
        assertThat(templates.render("t.ftl", Notices.of("ids", "de"))).isEqualTo("de November");
        assertThat(templates.render("t.ftl", Notices.of("ids", "fr"))).isEqualTo("en November");
        assertThat(templates.render("t.ftl", Notices.of("ids", "../x"))).isEqualTo("en November");
        assertThat(templates.render("u.ftl", Notices.of("ids", "de"))).isEqualTo("none");
        assertThat(templates.render("email.subject.ftl", Notices.of("ids", "zh"))).startsWith("群组“G12345”已更换群主");
    }

    @Test
    void readsAFolderThatIsALinkAndLeavesAnEditorsOwnFilesAlone() throws IOException {
        Path elsewhere = Files.createDirectory(routes.resolve("..data"));
        Files.writeString(elsewhere.resolve("t.ftl"), "linked");
        Files.writeString(elsewhere.resolve("t.ftl~"), "${broken");
        Files.writeString(elsewhere.resolve(".t.ftl.swp"), "${broken");
        Files.createSymbolicLink(routes.resolve("templates"), elsewhere);
        assertThat(rendered(templates, "t.ftl")).isEqualTo("linked");
    }

    @Test
    void countsANameThatNobodySeesAsNone() throws IOException {
        write("t.ftl", "[${newOwnerName}][${oldOwnerName}][${groupName}]");
        Facts facts = new Facts(
                Outcome.CONFIRMED, null, List.of(), new Group("\u200B \u3164\t", 1, null),
                new Person("o", " Zoë\u202E "), new Person("n", null), List.of());
        Notice notice = new Notice(SampleEvents.ordinary(), facts, Reader.ANYBODY, false);
        assertThat(templates.render("t.ftl", notice)).isEqualTo("[][Zoë\\u202e][]");
    }

    @ParameterizedTest
    @CsvSource({
        "/avatars/1.png, true", "/avatars/..2/a..b.png?cut=..&by=%2F, true", "/avatars/...%2F1.png, true", "/pictures/1.png, false",
        "/avatars/../x/1.png, false", "/avatars/%2e%2E/x/1.png, false", "/avatars/.%2e/x/1.png, false", "/avatars/..\\x/1.png, false",
        "/avatars/a\\..\\..\\x/1.png, false", "/avatars/..%2fx/1.png, false", "/avatars/1%2F..%5Cx.png, false", "/avatars/.., false",
        "/avatars/..?1.png, false"
    })
    void showsAPictureFromBelowAnAllowedPlaceOnly(String path, boolean shown) throws IOException {
        write("t.ftl", "[${groupPicture}]");
        List<String> allowed = List.of("https://s3.example.org/avatars/");
        Templates ours = new Templates(routes, new MessagesSettings(ZoneOffset.UTC, "en", "", allowed));
        String url = "https://s3.example.org" + path;
        Person nobody = new Person(null, null);
        Facts facts = new Facts(Outcome.NOT_CHECKED, null, List.of(), new Group(null, null, url), nobody, nobody, List.of());
        assertThat(ours.render("t.ftl", new Notice(SampleEvents.ordinary(), facts, Reader.ANYBODY, false)))
                .isEqualTo(shown ? "[" + url + "]" : "[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UTC | 24 November 2026, 02:50:34 UTC | 2026-11-24T02:50:34.123Z",
        "Z | 24 November 2026, 02:50:34 UTC | 2026-11-24T02:50:34.123Z",
        "Etc/UTC | 24 November 2026, 02:50:34 UTC | 2026-11-24T02:50:34.123Z",
        "+08:00 | 24 November 2026, 10:50:34 UTC+08:00 | 2026-11-24T10:50:34.123+08:00",
        "Asia/Shanghai | 24 November 2026, 10:50:34 Asia/Shanghai (UTC+08:00) | 2026-11-24T10:50:34.123+08:00",
        "Europe/London | 24 November 2026, 02:50:34 Europe/London (UTC) | 2026-11-24T02:50:34.123Z"
    })
    void tellsTheTimeWithItsZone(String zone, String when, String iso) throws IOException {
        write("t.ftl", "${time(\"d MMMM uuuu, HH:mm:ss\")} ${zone}|${whenISO}|${acceptedAt}");
        assertThat(rendered(new Templates(routes, ZoneId.of(zone)), "t.ftl"))
                .isEqualTo(when + "|" + iso + "|2026-11-24T02:50:34.123Z");
    }

    @Test
    void takesWhatACallerSentForTextAndNeverForATemplate() throws IOException {
        write("t.ftl", "${groupID}");
        assertThat(templates.render("t.ftl", SampleEvents.of("${7*7} <#if x> {{y}} [=1]", "o", "n")))
                .isEqualTo("${7*7} <#if x> {{y}} [=1]");
    }

    @Test
    void escapesForHtmlAndJsonWithoutTheEditorsDoing() throws IOException {
        write("t.ftlh", "${groupID}");
        write("t.json.ftl", "{\"a\": \"${groupID}\"}");
        var event = SampleEvents.of("<b>\"\\'&\n", "o", "n");
        assertThat(templates.render("t.ftlh", event)).isEqualTo("&lt;b&gt;&quot;\\&#39;&amp;\\n");
        assertThat(templates.render("t.json.ftl", event)).isEqualTo("{\"a\": \"<b>\\\"\\\\'&\\\\n\"}");
    }

    @Nested
    class Fails {

        @Test
        void onAMissingTemplate() {
            assertThatThrownBy(() -> rendered(templates, "none.ftl"))
                    .isInstanceOf(TemplateFailure.class)
                    .hasMessage("Template none.ftl: there is no such file");
        }

        @Test
        void namingTheLineOfASyntaxError() throws IOException {
            write("t.ftl", "fine\n<#if groupID>\n");
            assertThatThrownBy(() -> rendered(templates, "t.ftl"))
                    .isInstanceOf(TemplateFailure.class)
                    .hasMessageStartingWith("Template t.ftl: line 2: ");
        }

        @Test
        void namingTheExpressionThatCannotBeEvaluated() throws IOException {
            write("t.ftl", "fine\n\n${groupId}");
            assertThatThrownBy(() -> rendered(templates, "t.ftl"))
                    .isInstanceOf(TemplateFailure.class)
                    .hasMessage("Template t.ftl: line 3: cannot evaluate groupId");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "${groupID?number}", "${groupID.x}", "${groupID?date}", "<#stop groupID>", "${short(groupID)}",
            "${short(groupID, groupID)}", "${time(groupID)}", "${groupID?eval}", "<#include groupID>", "<#setting locale=groupID>${x}",
            "${groupID?api.length()}", "${groupID?matches('(')}"
        })
        void withoutQuotingWhatACallerSent(String template) throws IOException {
            write("t.ftl", "\n" + template);
            assertThatThrownBy(() -> templates.render("t.ftl", SampleEvents.of("s3cret(", "o", "n")))
                    .isInstanceOf(TemplateFailure.class)
                    .hasMessageStartingWith("Template t.ftl: ")
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "${'freemarker.template.utility.Execute'?new()('echo x')}", "${'freemarker.template.utility.ObjectConstructor'?new()}"
        })
        void whenATemplateReachesForAClass(String template) throws IOException {
            write("t.ftl", template);
            assertThatThrownBy(() -> rendered(templates, "t.ftl")).isInstanceOf(TemplateFailure.class);
        }

        @Test
        void whenATemplateReachesOutOfTheRoutesFolder() throws IOException {
            Files.writeString(routes.resolveSibling("outside.ftl"), "outside");
            write("t.ftl", "<#include '../../outside.ftl'>");
            assertThatThrownBy(() -> rendered(templates, "t.ftl")).isInstanceOf(TemplateFailure.class);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.createDirectories(routes.resolve("templates")).resolve(name);
        Files.writeString(file, text);
    }

    private static String rendered(Templates templates, String name) {
        return templates.render(name, SampleEvents.ordinary());
    }
}
