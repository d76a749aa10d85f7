package dev.avenant.console.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.console.ShownText;
import dev.avenant.operations.registry.SchemaText;
import dev.avenant.operations.registry.SchemaTypes;
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

    static SchemaView of(RegisteredSchema schema) {
        return of(textOf(schema), schema.qualifiedReferences());
    }

    static String textOf(RegisteredSchema schema) {
        return schema.schema() == null ? "" : schema.schema();
    }

    static SchemaView of(String schema, List<SchemaReference> references) {
        try {
            JsonNode root = SchemaText.parse(schema);
            return new SchemaView(
                    ShownText.line(nameOf(root)),
                    ShownText.line(SchemaTypes.namespaceOf(root, "")),
                    ShownText.lineOrNull(textOf(root, "doc")),
                    SchemaTree.of(root, references),
                    ShownText.lines(SchemaText.indented(root)));
        } catch (JsonProcessingException noJson) {
            return new SchemaView("", "", null, new SchemaTree(List.of(), true), ShownText.lines(schema));
        }
    }

    private static String nameOf(JsonNode schema) {
        String name = textOf(schema, "name");
        return name == null ? SchemaTypes.typeOf(schema) : name.substring(name.lastIndexOf('.') + 1);
    }

    private static @Nullable String textOf(JsonNode node, String property) {
        return node.path(property).isTextual() ? node.get(property).textValue() : null;
    }
}
