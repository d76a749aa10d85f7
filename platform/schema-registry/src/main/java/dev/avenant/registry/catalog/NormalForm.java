package dev.avenant.registry.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema so that two that mean the same have the same text: properties and aliases sorted, empty docs and
 * orders that say nothing left out, every name full.
 */
final class NormalForm {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final StringBuilder out = new StringBuilder();
    private final Set<String> written = new HashSet<>();

    private NormalForm(Collection<Schema> known) {
        known.forEach(schema -> written.add(schema.getFullName()));
    }

    static String of(Schema schema, Collection<Schema> known) {
        NormalForm form = new NormalForm(known);
        form.write(schema);
        return form.out.toString();
    }

    private void write(Schema schema) {
        switch (schema.getType()) {
            case UNION -> writeUnion(schema);
            case ARRAY -> writeContainer(schema, "items", schema.getElementType());
            case MAP -> writeContainer(schema, "values", schema.getValueType());
            case RECORD, ENUM, FIXED -> writeNamed(schema);
            default -> writePrimitive(schema);
        }
    }

    private void writeUnion(Schema schema) {
        out.append('[');
        List<Schema> types = schema.getTypes();
        for (int i = 0; i < types.size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(types.get(i));
        }
        out.append(']');
    }

    private void writeContainer(Schema schema, String key, Schema inner) {
        out.append("{\"type\":\"")
                .append(schema.getType().getName())
                .append("\",\"")
                .append(key)
                .append("\":");
        write(inner);
        writeProperties(schema.getObjectProps());
        out.append('}');
    }

    private void writePrimitive(Schema schema) {
        String name = "\"" + schema.getType().getName() + "\"";
        if (schema.hasProps()) {
            out.append("{\"type\":").append(name);
            writeProperties(schema.getObjectProps());
            out.append('}');
        } else {
            out.append(name);
        }
    }

    private void writeNamed(Schema schema) {
        if (!written.add(schema.getFullName())) {
            out.append(json(schema.getFullName()));
            return;
        }
        out.append("{\"name\":").append(json(schema.getFullName()));
        out.append(",\"type\":\"").append(schema.getType().getName()).append('"');
        switch (schema.getType()) {
            case ENUM -> out.append(",\"symbols\":").append(json(schema.getEnumSymbols()));
            case FIXED -> out.append(",\"size\":").append(schema.getFixedSize());
            default -> writeFields(schema);
        }
        writeIf("doc", schema.getDoc());
        writeAliases(schema.getAliases());
        if (schema.getType() == Schema.Type.ENUM) {
            writeIf("default", schema.getEnumDefault());
        }
        writeProperties(schema.getObjectProps());
        out.append('}');
    }

    private void writeFields(Schema schema) {
        out.append(",\"fields\":[");
        for (Schema.Field field : schema.getFields()) {
            out.append(field.pos() == 0 ? "{" : ",{").append("\"name\":").append(json(field.name()));
            out.append(",\"type\":");
            write(field.schema());
            if (field.order() != Schema.Field.Order.ASCENDING) {
                writeIf("order", field.order().name().toLowerCase(Locale.ROOT));
            }
            writeIf("doc", field.doc());
            writeAliases(field.aliases());
            if (field.hasDefaultValue()) {
                out.append(",\"default\":").append(defaultOf(field));
            }
            writeProperties(field.getObjectProps());
            out.append('}');
        }
        out.append(']');
    }

    private static String defaultOf(Schema.Field field) {
        Object value = field.defaultVal();
        if (value == JsonProperties.NULL_VALUE) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return json(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return json(value);
    }

    private void writeIf(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.append(",\"").append(key).append("\":").append(json(value));
        }
    }

    private void writeAliases(Set<String> aliases) {
        if (!aliases.isEmpty()) {
            out.append(",\"aliases\":").append(json(new TreeSet<>(aliases)));
        }
    }

    private void writeProperties(Map<String, Object> properties) {
        new TreeMap<>(properties)
                .forEach((key, value) -> out.append(',')
                        .append(json(key))
                        .append(':')
                        .append(value == JsonProperties.NULL_VALUE ? "null" : json(value)));
    }

    private static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was read from JSON can be written", impossible);
        }
    }
}
