package dev.avenant.serde.internal.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Takes out of a schema what only says which Java class holds its strings. */
public final class JavaStringProperty {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaStringProperty() {}

    public static Schema removedFrom(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            JsonNode plain = remove(tree);
            return plain.equals(tree) && tree.toString().equals(plain.toString())
                    ? schema
                    : new Schema.Parser().setValidateDefaults(false).parse(plain.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A schema's text is always JSON", impossible);
        }
    }

    private static JsonNode remove(JsonNode node) {
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(element -> array.add(remove(element)));
            return array;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        node.properties().forEach(entry -> {
            if (!entry.getKey().equals(GenericData.STRING_PROP)) {
                object.set(
                        entry.getKey(), entry.getKey().equals("default") ? entry.getValue() : remove(entry.getValue()));
            }
        });
        return object.size() == 1 && object.path("type").isTextual() ? object.get("type") : object;
    }
}
