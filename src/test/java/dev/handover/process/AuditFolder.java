package dev.handover.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.command.HandoverCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the auditors find. */
final class AuditFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    AuditFolder(HandoverProcess handover) {
        this.folder = handover.data().resolve("audit");
    }

    /** The group of every accepted event, as often as it was written. */
    List<String> acceptedGroups() {
        return lines("accepted").stream().map(line -> line.path("groupID").asText()).toList();
    }

    /** The id of every accepted event, as often as it was written. */
    List<String> acceptedIDs() {
        return lines("accepted").stream().map(line -> line.path("id").asText()).toList();
    }

    /** Every delivery that was told to have ended well, as often as it was told. */
    List<String> deliveries() {
        return lines("delivered").stream()
                .map(line -> line.path("id").asText() + " " + line.path("destination").asText() + " " + line.path("recipient").asText())
                .toList();
    }

    /** Whether {@code audit report} finds that every destination has had every event. */
    boolean tellsThatAllHasArrived() {
        return HandoverCommand.execute(new String[] {"audit", "report", folder.toString()}) == 0;
    }

    /** The lines of a kind. Those being written are left out. */
    private List<JsonNode> lines(String kind) {
        List<JsonNode> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                    JsonNode node = JSON.readTree(line);
                    if (node.path("event").asText().equals(kind)) {
                        found.add(node);
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code audit verify} finds the chain whole. */
    boolean isWhole() {
        return HandoverCommand.execute(new String[] {"audit", "verify", folder.toString()}) == 0;
    }
}
