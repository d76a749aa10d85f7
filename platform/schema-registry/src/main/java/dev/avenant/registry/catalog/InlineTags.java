package dev.avenant.registry.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The tags that records and fields of a schema carry in their {@code confluent:tags} property. */
public final class InlineTags {

    private static final String PROPERTY = "confluent:tags";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> seen = new HashSet<>();
    private final List<TaggedEntity> found = new ArrayList<>();

    private InlineTags() {}

    /**
     * Every record and field that has tags, each record before its fields. Throws {@link RestException} 42201 for a schema
     * that is too deep with what it refers to.
     */
    public static List<TaggedEntity> of(Schema schema) {
        InlineTags tags = new InlineTags();
        try {
            tags.visit(schema);
        } catch (StackOverflowError tooDeep) {
            throw RestException.tooDeep();
        }
        return tags.found;
    }

    private void visit(Schema schema) {
        switch (schema.getType()) {
            case ARRAY -> visit(schema.getElementType());
            case MAP -> visit(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::visit);
            case RECORD -> visitRecord(schema);
            default -> {
                // Only records and fields carry tags.
            }
        }
    }

    private void visitRecord(Schema schema) {
        if (!seen.add(schema.getFullName())) {
            return;
        }
        add(schema, schema.getFullName(), false);
        for (Schema.Field field : schema.getFields()) {
            add(field, schema.getFullName() + "." + field.name(), true);
            visit(field.schema());
        }
    }

    private void add(JsonProperties carrier, String path, boolean field) {
        Set<String> tags = tagsOf(carrier.getObjectProp(PROPERTY));
        if (!tags.isEmpty()) {
            found.add(new TaggedEntity(path, field, List.copyOf(tags)));
        }
    }

    private static Set<String> tagsOf(@Nullable Object property) {
        Set<String> tags = new LinkedHashSet<>();
        if (property instanceof Collection<?> many) {
            many.forEach(tag -> tags.add(String.valueOf(tag)));
        } else if (property instanceof String one) {
            tags.add(one);
        }
        return tags;
    }

    /** The schema with tags added and then others taken away; a {@link RestException} when it has no such place. */
    static String change(String schema, List<TaggedEntity> add, List<TaggedEntity> remove) {
        try {
            JsonNode tree = JSON.readTree(schema);
            add.forEach(entity -> change(tree, entity, true));
            remove.forEach(entity -> change(tree, entity, false));
            return tree.toString();
        } catch (JsonProcessingException unreadable) {
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, unreadable.getOriginalMessage());
        }
    }

    private static void change(JsonNode schema, TaggedEntity entity, boolean add) {
        if (entity.field() && entity.path().indexOf('.') < 0) {
            // A field without a record; the words of Confluent's server.
            throw RestException.of(RegistryErrorCode.INVALID_SCHEMA, "java.lang.IllegalArgumentException: 0 > -1");
        }
        ObjectNode carrier = find(schema, "", entity);
        if (carrier == null) {
            throw RestException.of(
                    RegistryErrorCode.INVALID_SCHEMA,
                    "java.lang.IllegalArgumentException: No matching path '" + entity.path() + "' found in the schema");
        }
        Set<String> changed = new LinkedHashSet<>();
        carrier.path(PROPERTY).forEach(tag -> changed.add(tag.asText()));
        if (add) {
            changed.addAll(entity.tags());
        } else {
            entity.tags().forEach(changed::remove);
        }
        if (changed.isEmpty()) {
            carrier.remove(PROPERTY);
        } else {
            ArrayNode array = JSON.createArrayNode();
            changed.forEach(array::add);
            carrier.set(PROPERTY, array);
        }
    }

    private static @Nullable ObjectNode find(JsonNode schema, String namespace, TaggedEntity entity) {
        if (schema.isArray()) {
            for (JsonNode branch : schema) {
                ObjectNode found = find(branch, namespace, entity);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return schema instanceof ObjectNode object ? findInObject(object, namespace, entity) : null;
    }

    private static @Nullable ObjectNode findInObject(ObjectNode object, String namespace, TaggedEntity entity) {
        String name = object.path("name").asText("");
        int dot = name.lastIndexOf('.');
        String own = dot < 0 ? object.path("namespace").asText(namespace) : name.substring(0, dot);
        String full = name.isEmpty() || dot >= 0 || own.isEmpty() ? name : own + "." + name;
        if (!entity.field() && !full.isEmpty() && isNamed(entity.path(), full)) {
            return object;
        }
        for (JsonNode field : object.path("fields")) {
            boolean wanted = entity.field()
                    && entity.path().contains(".")
                    && isNamed(entity.path(), full + "." + field.path("name").asText());
            ObjectNode found =
                    wanted && field instanceof ObjectNode carrier ? carrier : find(field.path("type"), own, entity);
            if (found != null) {
                return found;
            }
        }
        ObjectNode inner = find(object.path("items"), own, entity);
        inner = inner == null ? find(object.path("values"), own, entity) : inner;
        return inner == null ? find(object.path("type"), own, entity) : inner;
    }

    /** A path may leave the namespace out. */
    private static boolean isNamed(String path, String full) {
        return full.equals(path) || full.endsWith("." + path);
    }
}
