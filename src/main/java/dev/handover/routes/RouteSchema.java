package dev.handover.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of Camel's YAML, which knows every step and every key of it; options of endpoints it does not know. */
final class RouteSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";

    private JsonSchema schema;

    /** What does not fit the schema, one fault for each place. Safe for use by many threads. */
    synchronized List<Fault> faults(YamlFile file) {
        Map<JsonNodePath, ValidationMessage> places = new LinkedHashMap<>();
        for (ValidationMessage each : schema().validate(file.tree())) {
            places.merge(each.getInstanceLocation(), each, (one, other) -> isUnknownKey(one) ? one : other);
        }
        // A step that is none fits no alternative: each level above complains too, and means the deepest one.
        return places.values().stream()
                .filter(each -> places.keySet().stream().noneMatch(other -> isBelow(other, each.getInstanceLocation())))
                .map(each -> fault(file, each))
                .toList();
    }

    private static boolean isBelow(JsonNodePath place, JsonNodePath above) {
        return !place.equals(above) && place.startsWith(above);
    }

    private static boolean isUnknownKey(ValidationMessage message) {
        return message.getType().equals("additionalProperties");
    }

    private static Fault fault(YamlFile file, ValidationMessage message) {
        String property = message.getProperty();
        String place = message.getInstanceLocation().toString();
        JsonPointer pointer = JsonPointer.compile(place.isEmpty() ? "" : place);
        if (property != null && isUnknownKey(message)) {
            return new Fault(
                    file.name(),
                    file.line(pointer.appendProperty(property)),
                    "Camel knows no " + property + " here.",
                    "Correct its name; Camel's documentation and an editor with the file's schema list what there is.");
        }
        return new Fault(
                file.name(),
                file.line(pointer),
                "This does not fit Camel's YAML: " + message.getMessage().replaceFirst("^\\S*: ", "") + ".",
                "Correct it; an editor with the file's schema lists what may stand here.");
    }

    /** Of draft 4, to which Camel's schema adds a word of its own. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema draft = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                .keyword(new NonValidationKeyword("deprecated"))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4))
                .metaSchema(draft)
                .build();
    }

    private JsonSchema schema() {
        if (schema == null) {
            try (InputStream dsl = RouteSchema.class.getResourceAsStream(RESOURCE)) {
                // The schema refers to itself at every step: resolved ahead, it takes 260 MB in place of 15.
                SchemaValidatorsConfig pointers = SchemaValidatorsConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .preloadJsonSchema(false)
                        .build();
                schema = factory().getSchema(dsl, pointers);
            } catch (IOException e) {
                throw new IllegalStateException("Camel's jar has no " + RESOURCE, e);
            }
        }
        return schema;
    }
}
