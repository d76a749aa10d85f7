package dev.avenant.console.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.console.ShownText;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema taken apart for reading. It is read as JSON and not as Avro, so that a page can show every schema, with the
 * references that it does not hold and also where Avro would refuse it.
 *
 * @param recordName the name without its namespace; the schema's type where it has none
 * @param namespace empty where it has none
 * @param doc what the schema says of itself; null when nothing
 * @param tree its fields, and theirs; without rows for what is no record
 * @param text the schema as indented JSON; as it is when it is no JSON, such as Protobuf
 */
public record SchemaView(
        String recordName, String namespace, @Nullable String doc, SchemaTree tree, String text) {

    /** Takes numbers as they are written, and nothing for JSON that goes on after its end. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static SchemaView of(RegisteredSchema schema) {
        return of(textOf(schema), schema.qualifiedReferences());
    }

    static String textOf(RegisteredSchema schema) {
        return schema.schema() == null ? "" : schema.schema();
    }

    static SchemaView of(String schema, List<SchemaReference> references) {
        try {
            JsonNode root = JSON.readTree(schema);
            return new SchemaView(
                    ShownText.line(nameOf(root)),
                    ShownText.line(SchemaTree.namespaceOf(root, "")),
                    ShownText.lineOrNull(textOf(root, "doc")),
                    SchemaTree.of(root, references),
                    ShownText.lines(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)));
        } catch (JsonProcessingException noJson) {
            return new SchemaView("", "", null, new SchemaTree(List.of(), true), ShownText.lines(schema));
        }
    }

    /** What a schema and the fields in it are marked with, each once, in order. */
    public static List<String> tagsOf(String schema) {
        return SchemaWords.of(schema).words().stream()
                .filter(word -> word.kind() == SchemaWords.Kind.TAG)
                .map(word -> ShownText.line(word.text()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String nameOf(JsonNode schema) {
        String name = textOf(schema, "name");
        return name == null ? SchemaTree.typeOf(schema) : name.substring(name.lastIndexOf('.') + 1);
    }

    private static @Nullable String textOf(JsonNode node, String property) {
        return node.path(property).isTextual() ? node.get(property).textValue() : null;
    }
}
