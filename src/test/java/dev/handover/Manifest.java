package dev.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifest for Kubernetes.
 *
 * @param objects in their order; to be changed at will
 */
record Manifest(List<JsonNode> objects) {

    static Manifest read() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class).readValues(Path.of("ops/kubernetes.yaml").toFile())) {
            return new Manifest(documents.readAll());
        }
    }

    /** The one object of a kind. */
    JsonNode the(String kind) {
        return objects.stream().filter(each -> each.path("kind").asText().equals(kind)).findFirst().orElseThrow();
    }

    /** What the template of the StatefulSet says of a pod. */
    JsonNode pod() {
        return the("StatefulSet").at("/spec/template/spec");
    }

    /** What is named in it and is not there, of ports, volumes, labels and objects. */
    List<String> apart() {
        JsonNode service = the("Service");
        JsonNode set = the("StatefulSet").path("spec");
        JsonNode container = pod().at("/containers/0");
        JsonNode labels = set.at("/template/metadata/labels");
        List<String> apart = new ArrayList<>();
        for (JsonNode selector : List.of(set.at("/selector/matchLabels"), service.at("/spec/selector"))) {
            if (selector.isEmpty() || !labels.properties().containsAll(selector.properties())) {
                apart.add("the labels " + labels + " for " + selector);
            }
        }
        if (!set.path("serviceName").equals(service.at("/metadata/name"))) {
            apart.add("serviceName");
        }
        List<String> ports = new ArrayList<>(service.path("spec").findValuesAsText("targetPort"));
        container.findValues("httpGet").forEach(probe -> ports.add(probe.path("port").asText()));
        ports.removeAll(container.path("ports").findValuesAsText("name"));
        List<String> mounts = new ArrayList<>(container.path("volumeMounts").findValuesAsText("name"));
        set.path("volumeClaimTemplates").forEach(claim -> mounts.remove(claim.at("/metadata/name").asText()));
        pod().path("volumes").forEach(volume -> {
            mounts.remove(volume.path("name").asText());
            JsonNode map = volume.path("configMap");
            if (!map.isMissingNode() && !map.path("optional").asBoolean()
                    && !map.path("name").equals(the("ConfigMap").at("/metadata/name"))) {
                apart.add("configMap");
            }
        });
        apart.addAll(ports);
        apart.addAll(mounts);
        return apart;
    }
}
