package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.TaggedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tags of a record or field, in the words of requests and answers. Its name and those inside are seen in error messages. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SchemaTags(
        @Nullable SchemaEntity schemaEntity, @Nullable List<@Nullable String> tags) {

    private static final String ANY = "*";
    private static final String RECORD = "sr_record";
    private static final String FIELD = "sr_field";

    /** What can be tagged, by the names that requests have for it. */
    enum EntityType {
        @JsonProperty(RECORD)
        SR_RECORD,
        @JsonProperty(FIELD)
        SR_FIELD
    }

    /** The path of a record, {@code a.Record}, or of a field, {@code a.Record.field}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SchemaEntity(
            @Nullable String entityPath, @Nullable EntityType entityType) {
        SchemaEntity {
            if (entityPath == null) {
                // The words of Confluent's server, whose clients show them.
                throw new IllegalArgumentException(
                        "Cannot invoke \"String.startsWith(String)\" because \"this.entityPath\" is null");
            }
        }
    }

    static List<TaggedEntity> entities(@Nullable List<@Nullable SchemaTags> items) {
        List<TaggedEntity> entities = new ArrayList<>();
        if (items != null) {
            items.stream().filter(Objects::nonNull).forEach(item -> entities.add(item.entity()));
        }
        return entities;
    }

    private TaggedEntity entity() {
        SchemaEntity entity = schemaEntity;
        if (entity == null || entity.entityPath() == null || entity.entityType() == null || tags == null) {
            throw new RestException(
                    400, 400, "Tags must have a schemaEntity with entityPath and entityType, and a list of tags");
        }
        return new TaggedEntity(
                entity.entityPath(),
                entity.entityType() == EntityType.SR_FIELD,
                tags.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList());
    }

    /** Those that have one of the wanted tags, with all that they have. */
    static ArrayNode shown(List<TaggedEntity> entities, List<String> wanted) {
        ArrayNode found = ResponseBodies.array();
        for (TaggedEntity entity : entities) {
            if (wanted.contains(ANY) || entity.tags().stream().anyMatch(wanted::contains)) {
                ObjectNode entry = found.addObject();
                entry.putObject("schemaEntity")
                        .put("entityPath", entity.path())
                        .put("entityType", entity.field() ? FIELD : RECORD);
                entry.set("tags", ResponseBodies.texts(entity.tags()));
            }
        }
        return found;
    }
}
