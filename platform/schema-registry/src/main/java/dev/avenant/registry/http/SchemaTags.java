package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds and changes the tags that records and fields carry in their {@code confluent:tags} property. */
final class SchemaTags {

    static final String PROPERTY = "confluent:tags";
    private static final String ANY = "*";

    private final List<String> wanted;
    private final Set<String> seen = new HashSet<>();
    private final ArrayNode found = Bodies.array();

    private SchemaTags(List<String> wanted) {
        this.wanted = wanted;
    }

    static ArrayNode find(Schema schema, List<String> wanted) {
        SchemaTags tags = new SchemaTags(wanted);
        tags.visit(schema);
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
        add(schema, schema.getFullName(), "sr_record");
        for (Schema.Field field : schema.getFields()) {
            add(field, schema.getFullName() + "." + field.name(), "sr_field");
            visit(field.schema());
        }
    }

    private void add(JsonProperties carrier, String path, String type) {
        List<String> tags = tagsOf(carrier.getObjectProp(PROPERTY));
        tags.removeIf(tag -> !wanted.contains(ANY) && !wanted.contains(tag));
        if (!tags.isEmpty()) {
            ObjectNode entry = found.addObject();
            entry.putObject("schemaEntity").put("entityPath", path).put("entityType", type);
            entry.set("tags", Bodies.texts(tags));
        }
    }

    static List<String> tagsOf(@Nullable Object property) {
        List<String> tags = new ArrayList<>();
        if (property instanceof Collection<?> many) {
            many.forEach(tag -> tags.add(String.valueOf(tag)));
        } else if (property instanceof String one) {
            tags.add(one);
        }
        return tags;
    }
}
