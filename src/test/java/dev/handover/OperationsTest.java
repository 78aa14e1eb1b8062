package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an operator is given to watch Handover with: alerts and a dashboard on metrics that there are. */
class OperationsTest {

    private static final Path ALERTS = Path.of("ops/alerts.yaml");
    private static final Path ALERTS_TEST = Path.of("ops/alerts.test.yaml");
    private static final Path DASHBOARD = Path.of("ops/dashboard.json");

    @Nested
    class Alerts {

        @Test
        void nameMetricsThatThereAre() throws IOException {
            for (JsonNode rule : rules()) {
                assertThat(MetricsTable.names()).containsAll(MetricsTable.namedIn(rule.path("expr").asText()));
            }
        }

        @Test
        void sayWhatTheyMeanAndWhatToDo() throws IOException {
            assertThat(rules()).hasSizeGreaterThan(5).allSatisfy(rule -> {
                assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
                assertThat(rule.at("/annotations/description").asText()).contains(". ");
                assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
            });
        }

        @Test
        void areEachSeenToFire() throws IOException {
            List<String> fired = yaml(ALERTS_TEST).path("tests").findParents("exp_alerts").stream()
                    .map(test -> test.path("alertname").asText())
                    .toList();
            assertThat(fired).containsAll(rules().stream().map(rule -> rule.path("alert").asText()).toList());
        }

        @Test
        void passPrometheussOwnTool() throws Exception {
            Tool promtool = Tool.assumed("promtool");
            assertThat(promtool.run("check", "rules", ALERTS.toString())).contains("SUCCESS");
            assertThat(promtool.run("test", "rules", ALERTS_TEST.toString())).contains("SUCCESS");
        }

        private static List<JsonNode> rules() throws IOException {
            return list(yaml(ALERTS).at("/groups/0/rules"));
        }
    }

    @Nested
    class Dashboard {

        @Test
        void namesMetricsThatThereAre() throws IOException {
            for (String expression : json().findValuesAsText("expr")) {
                assertThat(MetricsTable.namedIn(expression)).as(expression).isNotEmpty();
                assertThat(MetricsTable.names()).containsAll(MetricsTable.namedIn(expression));
            }
            assertThat(json().findValuesAsText("definition")).allSatisfy(
                    query -> assertThat(MetricsTable.names()).containsAll(MetricsTable.namedIn(query)));
        }

        @Test
        void asksTheSourceThatItsReaderChooses() throws IOException {
            assertThat(json().at("/templating/list/0/type").asText()).isEqualTo("datasource");
            assertThat(json().at("/templating/list/0/name").asText()).isEqualTo("datasource");
            assertThat(json().findValues("datasource")).isNotEmpty().allSatisfy(source ->
                    assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        }

        @Test
        void hasPanelsThatShowSomethingAndDoNotOverlap() throws IOException {
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : json().path("panels")) {
                String title = panel.path("title").asText();
                assertThat(ids.add(panel.path("id").asInt())).as(title + " has an id of its own").isTrue();
                if (!panel.path("type").asText().equals("row")) {
                    assertThat(list(panel.path("targets"))).as(title).isNotEmpty().allSatisfy(
                            target -> assertThat(target.path("expr").asText()).isNotBlank());
                }
                JsonNode at = panel.path("gridPos");
                assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isLessThanOrEqualTo(24);
                for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
                    for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
                        assertThat(taken.add(x + "," + y)).as(title + " has its place").isTrue();
                    }
                }
            }
            assertThat(ids).hasSizeGreaterThan(10);
        }

        private static JsonNode json() throws IOException {
            return new ObjectMapper().readTree(DASHBOARD.toFile());
        }
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
