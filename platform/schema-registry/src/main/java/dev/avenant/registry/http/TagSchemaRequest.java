package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Registration;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body that adds tags to a schema, or takes some away, and registers the outcome as the next version. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TagSchemaRequest(
        @Nullable Integer newVersion,
        @Nullable List<Tagged> tagsToAdd,
        @Nullable List<Tagged> tagsToRemove,
        @Nullable Metadata metadata,
        @Nullable RuleSet ruleSet) {

    /** Tags of a record or field. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tagged(@Nullable Entity schemaEntity, @Nullable List<String> tags) {}

    /** The path of a record, {@code a.Record}, or of a field, {@code a.Record.field}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entity(@Nullable String entityPath, @Nullable String entityType) {}

    Registration registration(SchemaVersion version) {
        JsonNode schema = Json.tree(version.content().text().getBytes(StandardCharsets.UTF_8), "schema");
        change(schema, tagsToAdd, true);
        change(schema, tagsToRemove, false);
        SchemaContent content = new SchemaContent(
                schema.toString(),
                version.content().references(),
                metadata == null ? version.content().metadata() : metadata,
                ruleSet == null ? version.content().ruleSet() : ruleSet);
        return new Registration(version.subject(), content, null, newVersion, false, false);
    }

    private static void change(JsonNode schema, @Nullable List<Tagged> wanted, boolean add) {
        if (wanted == null) {
            return;
        }
        for (Tagged tagged : wanted) {
            Entity entity = tagged.schemaEntity();
            List<String> tags = tagged.tags();
            if (entity != null && entity.entityPath() != null && tags != null) {
                visit(schema, "", entity.entityPath(), carrier -> change(carrier, tags, add));
            }
        }
    }

    private static void change(ObjectNode carrier, List<String> tags, boolean add) {
        Set<String> changed = new LinkedHashSet<>();
        carrier.path(SchemaTags.PROPERTY).forEach(tag -> changed.add(tag.asText()));
        if (add) {
            changed.addAll(tags);
        } else {
            tags.forEach(changed::remove);
        }
        if (changed.isEmpty()) {
            carrier.remove(SchemaTags.PROPERTY);
        } else {
            ArrayNode array = carrier.putArray(SchemaTags.PROPERTY);
            changed.forEach(array::add);
        }
    }

    private interface Change {
        void apply(ObjectNode carrier);
    }

    private static void visit(JsonNode schema, String namespace, String path, Change change) {
        if (schema.isArray()) {
            schema.forEach(branch -> visit(branch, namespace, path, change));
        } else if (schema instanceof ObjectNode object) {
            String own = object.path("namespace").asText(namespace);
            String name = object.path("name").asText("");
            String full = name.isEmpty() || name.contains(".") || own.isEmpty() ? name : own + "." + name;
            if (!name.isEmpty() && full.equals(path)) {
                change.apply(object);
            }
            for (JsonNode field : object.path("fields")) {
                if (field instanceof ObjectNode carrier
                        && path.equals(full + "." + field.path("name").asText())) {
                    change.apply(carrier);
                }
                visit(field.path("type"), own, path, change);
            }
            visit(object.path("items"), own, path, change);
            visit(object.path("values"), own, path, change);
        }
    }
}
