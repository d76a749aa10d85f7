package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.TaggedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tags of a record or field, in the words of requests and answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TaggedItem(@Nullable Entity schemaEntity, @Nullable List<@Nullable String> tags) {

    private static final String RECORD = "sr_record";
    private static final String FIELD = "sr_field";
    private static final String ANY = "*";

    /** The path of a record, {@code a.Record}, or of a field, {@code a.Record.field}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entity(@Nullable String entityPath, @Nullable String entityType) {}

    static List<TaggedEntity> entities(@Nullable List<@Nullable TaggedItem> items) {
        List<TaggedEntity> entities = new ArrayList<>();
        if (items != null) {
            for (TaggedItem item : items) {
                if (item != null) {
                    item.addTo(entities);
                }
            }
        }
        return entities;
    }

    private void addTo(List<TaggedEntity> entities) {
        if (schemaEntity == null || schemaEntity.entityPath() == null || tags == null) {
            return;
        }
        boolean field = !RECORD.equalsIgnoreCase(schemaEntity.entityType());
        entities.add(new TaggedEntity(
                schemaEntity.entityPath(),
                field,
                tags.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()));
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
