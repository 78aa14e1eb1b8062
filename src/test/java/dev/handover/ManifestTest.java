package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifest for Kubernetes: its fields and their types, what has to be there, values, and names that belong together. */
class ManifestTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, Class<?>> KINDS =
            Map.of("ConfigMap", ConfigMap.class, "Service", Service.class, "StatefulSet", StatefulSet.class);

    /** Knows the fields of Kubernetes and no others (its models would keep those that they do not know), and makes no text of a number. */
    private final ObjectMapper fields = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> text
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private JsonSchema values;
    private Manifest manifest;

    @BeforeEach
    void read() throws IOException {
        values = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(YAML.readTree(Path.of("src/test/resources/kubernetes.schema.yaml").toFile()));
        manifest = Manifest.read();
    }

    @Test
    void isWhatKubernetesTakes() {
        assertThat(manifest.objects()).extracting(each -> each.path("kind").asText()).containsOnlyOnceElementsOf(KINDS.keySet());
        assertThat(faults()).isEmpty();
    }

    @Test
    void wouldNotBeTakenWithAFieldThatKubernetesDoesNotKnow() {
        ((ObjectNode) manifest.the("Service").path("metadata")).put("nmae", "x");
        assertThat(faults()).singleElement().asString().contains("nmae");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ConfigMap   | /metadata/name",
        "Service     | /spec/ports/0/port",
        "StatefulSet | /apiVersion",
        "StatefulSet | /spec/serviceName",
        "StatefulSet | /spec/selector",
        "StatefulSet | /spec/template/metadata",
        "StatefulSet | /spec/template/spec/securityContext/seccompProfile/type",
        "StatefulSet | /spec/template/spec/containers/0/image",
        "StatefulSet | /spec/template/spec/containers/0/env/0/name",
        "StatefulSet | /spec/template/spec/containers/0/ports/1/containerPort",
        "StatefulSet | /spec/template/spec/containers/0/livenessProbe/httpGet/port",
        "StatefulSet | /spec/template/spec/containers/0/volumeMounts/0/mountPath",
        "StatefulSet | /spec/template/spec/volumes/0/emptyDir",
        "StatefulSet | /spec/template/spec/volumes/2/configMap/items/0/path",
        "StatefulSet | /spec/volumeClaimTemplates/0/spec/accessModes",
    })
    void wouldNotBeTakenWithout(String kind, String field) throws IOException {
        assertThat(replaced(kind, field, null)).as("it was there").isNotNull();
        assertThat(faults()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ConfigMap   | /data/recipients.yaml | 1",
        "Service     | /apiVersion | apps/v1",
        "Service     | /spec/ports/0/port | 100060",
        "StatefulSet | /spec/replicas | one",
        "StatefulSet | /spec/template/spec/securityContext/runAsUser | \"10006\"",
        "StatefulSet | /spec/template/spec/securityContext/fsGroupChangePolicy | OnRootMismatc",
        "StatefulSet | /spec/template/spec/securityContext/seccompProfile/type | RuntimeDefaul",
        "StatefulSet | /spec/template/spec/containers/0/name | Handover",
        "StatefulSet | /spec/template/spec/containers/0/env/0/value | 1",
        "StatefulSet | /spec/template/spec/containers/0/startupProbe/httpGet/path | actuator/health",
        "StatefulSet | /spec/template/spec/containers/0/resources/limits/memory | 1GiB",
        "StatefulSet | /spec/volumeClaimTemplates/0/spec/accessModes/0 | ReadWriteOnc",
    })
    void wouldNotBeTakenWith(String kind, String field, String value) throws IOException {
        assertThat(replaced(kind, field, value)).as("it was there").isNotNull();
        assertThat(faults()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ConfigMap   | /metadata/name",
        "Service     | /metadata/name",
        "Service     | /spec/selector/app.kubernetes.io~1name",
        "Service     | /spec/ports/0/targetPort",
        "StatefulSet | /spec/selector/matchLabels/app.kubernetes.io~1name",
        "StatefulSet | /spec/template/metadata/labels/app.kubernetes.io~1name",
        "StatefulSet | /spec/template/spec/containers/0/readinessProbe/httpGet/port",
        "StatefulSet | /spec/template/spec/containers/0/volumeMounts/1/name",
        "StatefulSet | /spec/volumeClaimTemplates/0/metadata/name",
    })
    void wouldFallApartWithAnotherNameAt(String kind, String field) throws IOException {
        assertThat(replaced(kind, field, "other")).as("it was there").isNotNull();
        assertThat(faults()).isNotEmpty();
    }

    /** Nobody else could be asked: a trial that was late once must not cost events. */
    @Test
    void sendsCallbacksToItsOnePodAlsoWhileThatIsNotReady() {
        assertThat(manifest.the("StatefulSet").at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(manifest.the("Service").at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    }

    /** Puts a value in the place of another, or takes that away, and returns what was there. */
    private JsonNode replaced(String kind, String path, String value) throws IOException {
        JsonPointer field = JsonPointer.compile(path);
        JsonNode parent = manifest.the(kind).at(field.head());
        String name = field.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            return array.set(Integer.parseInt(name), YAML.readTree(value));
        }
        ObjectNode object = (ObjectNode) parent;
        return value == null ? object.remove(name) : object.replace(name, YAML.readTree(value));
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>(manifest.apart());
        for (JsonNode each : manifest.objects()) {
            try {
                fields.treeToValue(each, KINDS.get(each.path("kind").asText()));
            } catch (JsonProcessingException e) {
                faults.add(e.getMessage());
            }
            values.validate(each).forEach(fault -> faults.add(fault.getMessage()));
        }
        return faults;
    }
}
