package dev.handover.routes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file, and in which line of it each value stands. */
final class YamlFile {

    private static final YAMLMapper YAML = new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    private static final String REMEDY = "Mend the YAML; an editor shows where.";

    private final String name;
    private final List<String> lines;
    private final JsonNode tree;
    private final Node root;

    /** @throws FaultyRoutes when the text is no YAML */
    YamlFile(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
        try {
            this.root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            this.tree = YAML.readTree(text);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new FaultyRoutes(List.of(new Fault(name, line, "This is no YAML: " + e.getProblem() + ".", REMEDY)));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new FaultyRoutes(List.of(new Fault(name, line, "This is no YAML: " + problem + ".", REMEDY)));
        }
    }

    String name() {
        return name;
    }

    JsonNode tree() {
        return tree;
    }

    /** The line of what a pointer leads to, or of the last thing on the way to it that is there. */
    int line(JsonPointer pointer) {
        return root == null ? 1 : line(root, pointer);
    }

    /** The first line from another one on that holds a text; that one when none does. */
    int lineOf(String text, int from) {
        for (int i = from; i <= lines.size(); i++) {
            if (lines.get(i - 1).contains(text)) {
                return i;
            }
        }
        return from;
    }

    /** The first line from another one on that sets a key; that one when none does. */
    int lineOfKey(String key, int from) {
        Pattern setting = Pattern.compile("(^|[\\s{,?&\"'-])" + Pattern.quote(key) + "[\"']?\\s*[:=].*");
        for (int i = from; i <= lines.size(); i++) {
            if (setting.matcher(lines.get(i - 1)).find()) {
                return i;
            }
        }
        return from;
    }

    private static int line(Node node, JsonPointer pointer) {
        int here = node.getStartMark().getLine() + 1;
        if (pointer.matches()) {
            return here;
        }
        if (node instanceof SequenceNode sequence) {
            int index = pointer.getMatchingIndex();
            boolean there = index >= 0 && index < sequence.getValue().size();
            return there ? line(sequence.getValue().get(index), pointer.tail()) : here;
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(pointer.getMatchingProperty())) {
                    // A block's value begins in the line after its key.
                    return pointer.tail().matches()
                            ? key.getStartMark().getLine() + 1
                            : line(entry.getValueNode(), pointer.tail());
                }
            }
        }
        return here;
    }
}
