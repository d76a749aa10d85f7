package dev.avenant.console.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.console.ShownText;
import dev.avenant.operations.registry.SchemaTypes;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A schema as rows, each field below the type that has it.
 *
 * @param rows in the order of the schema
 * @param isWhole whether all rows are there; a schema of very many is cut
 */
public record SchemaTree(List<Row> rows, boolean isWhole) {

    static final int MOST_ROWS = 2_000;

    public SchemaTree {
        rows = List.copyOf(rows);
    }

    /**
     * One field, or a type that is not a field's own, such as the items of a list of records.
     *
     * @param depth how many types it is inside of; 0 for the fields of the schema itself
     * @param type its type in one line
     * @param reference the registered type that it refers to; null when it refers to none
     * @param defaultValue its default as JSON; null when it has none
     * @param doc what it means; null when it does not say so
     * @param tags what it is marked with, such as PII
     * @param aliases its earlier names
     * @param symbols those of an enum
     */
    public record Row(
            int depth,
            String name,
            String type,
            @Nullable VersionLink reference,
            @Nullable String defaultValue,
            @Nullable String doc,
            List<String> tags,
            List<String> aliases,
            List<String> symbols) {}

    static SchemaTree of(JsonNode schema, List<SchemaReference> references) {
        Walk walk = new Walk(references.stream()
                .collect(Collectors.toMap(SchemaReference::name, VersionLink::of, (first, again) -> first)));
        walk.inside(schema, "", 0);
        return new SchemaTree(walk.rows, walk.isWhole);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static final class Walk {
        private final Map<String, VersionLink> references;
        private final List<Row> rows = new ArrayList<>();
        private boolean isWhole = true;

        Walk(Map<String, VersionLink> references) {
            this.references = references;
        }

        /**
         * The rows of what a type has inside.
         *
         * @param namespace the one that names without one are of
         */
        void inside(JsonNode type, String namespace, int depth) {
            if (type.isArray()) {
                type.forEach(branch -> inside(branch, namespace, depth));
                return;
            }
            switch (type.path("type").asText()) {
                case "record", "error" -> {
                    String own = SchemaTypes.namespaceOf(type, namespace);
                    type.path("fields").forEach(field -> field(field, own, depth));
                }
                case "array" -> inside(type.path("items"), namespace, depth);
                case "map" -> inside(type.path("values"), namespace, depth);
                default -> {
                    if (type.path("type").isContainerNode()) {
                        inside(type.path("type"), namespace, depth);
                    }
                }
            }
        }

        private void field(JsonNode field, String namespace, int depth) {
            if (rows.size() == MOST_ROWS) {
                isWhole = false;
                return;
            }
            JsonNode type = field.path("type");
            rows.add(new Row(
                    depth,
                    ShownText.line(field.path("name").asText()),
                    ShownText.line(SchemaTypes.typeOf(type)),
                    referenceOf(type, namespace),
                    field.has("default") ? ShownText.line(field.get("default").toString()) : null,
                    field.path("doc").isTextual()
                            ? ShownText.line(field.get("doc").textValue())
                            : null,
                    texts(field, "tags"),
                    texts(field, "aliases"),
                    symbolsOf(type)));
            inside(type, namespace, depth + 1);
        }

        private static List<String> texts(JsonNode node, String property) {
            return elements(node.path(property))
                    .map(text -> ShownText.line(text.asText()))
                    .toList();
        }

        private static List<String> symbolsOf(JsonNode type) {
            if (type.isArray()) {
                List<String> symbols = new ArrayList<>();
                for (JsonNode branch : type) {
                    symbols.addAll(symbolsOf(branch));
                }
                return symbols;
            }
            return switch (type.path("type").asText()) {
                case "array" -> symbolsOf(type.path("items"));
                case "map" -> symbolsOf(type.path("values"));
                default -> texts(type, "symbols");
            };
        }

        private @Nullable VersionLink referenceOf(JsonNode type, String namespace) {
            if (type.isTextual()) {
                String name = type.textValue();
                VersionLink found = references.get(name);
                return found != null || namespace.isEmpty() ? found : references.get(namespace + "." + name);
            }
            if (!type.isContainerNode()) {
                return null;
            }
            Iterable<JsonNode> parts =
                    type.isArray() ? type : List.of(type.path("items"), type.path("values"), type.path("type"));
            for (JsonNode part : parts) {
                VersionLink found = referenceOf(part, namespace);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }
}
