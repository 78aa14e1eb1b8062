package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.callback.Event;
import dev.handover.command.HandoverCommand;
import dev.handover.facts.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the cookbook of destinations says is true: whoever follows it to the letter gets there. */
@ExtendWith(OutputCaptureExtension.class)
class DestinationsPageTest {

    private static final MarkdownFile PAGE = MarkdownFile.of(Path.of("docs/destinations.md"));

    @TempDir
    Path temporary;

    @Test
    void leadsToADestinationThatPassesTheCheckAndSendsWhatIsShown(CapturedOutput output) throws IOException {
        RouteFolder folder = new RouteFolder(temporary.resolve("routes"));
        assertThat(run("copy-routes", folder.path().toString())).isZero();
        assertThat(run("copy-routes", folder.path().toString())).as("a second time").isEqualTo(1);
        String crm = indented("yaml", 0);
        assertThat(crm.lines()).hasSizeLessThan(40);
        folder.write("destinations/crm.camel.yaml", crm);
        folder.replace(
                "callback.camel.yaml",
                "              # one line for each destination of yours",
                indented("yaml", 1).indent(14) + "              # one line for each destination of yours");
        folder.branch("sales").write("destinations/sales.camel.yaml", """
                - route:
                    id: sales
                    from:
                      uri: jms:transfers.sales
                      steps:
                """ + PAGE.blocks("yaml").get(0).indent(8));
        assertThat(run("check", folder.path().toString(), "--assume-settings")).as(output::getOut).isZero();

        Files.writeString(folder.file("event.json"), indented("json", 0));
        Files.writeString(folder.file("expected"), indented("", 0));
        assertThat(run("try", folder.path().toString(), "--destination", "crm", "--event", folder.file("event.json").toString(), "--expected", folder.file("expected").toString()))
                .as(output::getOut)
                .isZero();
    }

    @Test
    void namesTheReadyMadeDestinationsAndTheirSettings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/available"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".camel.yaml", "")).toList();
            assertThat(rows("Ready-made ones")).containsExactlyInAnyOrderElementsOf(names);
        }
        for (String row : section("Ready-made ones").lines().filter(line -> line.startsWith("| `")).toList()) {
            String name = row.replaceFirst("^\\| `([^`]+)`.*", "$1");
            String file = Files.readString(Path.of("routes/available", name + ".camel.yaml"));
            assertThat(row.substring(row.lastIndexOf("| `")).split("[|, ]+")).filteredOn(word -> !word.isBlank())
                    .allSatisfy(word -> assertThat(file).contains(word.replace("`", "")));
        }
    }

    @Test
    void namesTheFieldsThatAnEventAndItsFactsHave() {
        String properties = section("What an event carries");
        assertThat(properties).contains(fields(Event.class), fields(Facts.class));
    }

    private static String fields(Class<?> type) {
        return "fields " + Arrays.stream(type.getRecordComponents()).map(each -> "`" + each.getName() + "`").collect(Collectors.joining(", "));
    }

    private static List<String> rows(String heading) {
        return section(heading).lines().filter(line -> line.startsWith("| `")).map(line -> line.replaceFirst("^\\| `([^`]+)`.*", "$1")).toList();
    }

    private static String section(String heading) {
        String from = PAGE.text().substring(PAGE.text().indexOf("## " + heading + "\n"));
        int next = from.indexOf("\n## ", 1);
        return next < 0 ? from : from.substring(0, next);
    }

    /** The blocks of the numbered steps stand three blanks to the right. */
    private static String indented(String language, int index) {
        return PAGE.find("(?s)^   ```(\\w*)\\n(.*?)^   ```$").stream()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2).replaceAll("(?m)^   ", ""))
                .toList()
                .get(index);
    }

    private static int run(String... arguments) {
        return HandoverCommand.execute(arguments);
    }
}
