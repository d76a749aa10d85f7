package dev.avenant.testing.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of a document, closed: an object has no properties but those that are described. The document itself leaves
 * them open, so that a client goes on when a service begins to tell more.
 */
final class StrictSchemas {

    private static final String DOCUMENT = "https://openapi.test/document";

    /** The library takes no address in a domain that nobody can have, such as those of tests. */
    private static final String EMAIL = "email";

    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    StrictSchemas(JsonNode document) {
        JsonNode closed = document.deepCopy();
        close(closed);
        this.registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(DOCUMENT, closed.toString()))
                        .schemaRegistryConfig(com.networknt.schema.SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            if (!object.has("additionalProperties")) {
                object.put("unevaluatedProperties", false);
            }
        }
        if (node instanceof ObjectNode object
                && object.path("format").asString("").equals(EMAIL)) {
            object.remove("format");
        }
        node.forEach(StrictSchemas::close);
    }

    /**
     * What is wrong with a value.
     *
     * @param pointer where the schema is in the document, as a JSON pointer
     */
    List<String> faultsOf(JsonNode value, String pointer) {
        Schema schema =
                schemas.computeIfAbsent(pointer, each -> registry.getSchema(SchemaLocation.of(DOCUMENT + '#' + each)));
        return schema.validate(value).stream().map(StrictSchemas::text).toList();
    }

    private static String text(Error error) {
        return error.getInstanceLocation() + " " + error.getMessage();
    }
}
