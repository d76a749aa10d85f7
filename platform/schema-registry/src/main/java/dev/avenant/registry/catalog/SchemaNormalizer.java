package dev.avenant.registry.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema so that two that mean the same have the same text: every name full, properties and aliases sorted, what
 * a logical type says before other properties, and empty docs of types and orders that say nothing left out.
 */
final class SchemaNormalizer {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final StringBuilder out = new StringBuilder();
    private final Set<String> written = new HashSet<>();

    private SchemaNormalizer(Collection<Schema> known) {
        known.forEach(schema -> written.add(schema.getFullName()));
    }

    static String of(Schema schema, Collection<Schema> known) {
        SchemaNormalizer form = new SchemaNormalizer(known);
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
            writeTyped(schema);
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
        if (schema.getType() == Schema.Type.FIXED) {
            writeTyped(schema);
        } else {
            writeProperties(schema.getObjectProps());
        }
        out.append('}');
    }

    /** The properties of a type that may have a logical one; a scale of 0 says nothing, and stays where it was sent. */
    private void writeTyped(Schema schema) {
        Map<String, Object> rest = new TreeMap<>(schema.getObjectProps());
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            Map<String, Object> first = new LinkedHashMap<>();
            first.put(LogicalType.LOGICAL_TYPE_PROP, logical.getName());
            if (logical instanceof LogicalTypes.Decimal decimal) {
                first.put("precision", decimal.getPrecision());
                if (decimal.getScale() != 0) {
                    first.put("scale", decimal.getScale());
                }
            }
            first.forEach(this::writeProperty);
            rest.keySet().removeAll(first.keySet());
        }
        rest.forEach(this::writeProperty);
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
            if (field.doc() != null) {
                writeProperty("doc", field.doc());
            }
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
        return json(plain(field.defaultVal()));
    }

    /** A default as JSON has it: bytes are text there, and null is null, however deep they are. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value == JsonProperties.NULL_VALUE) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, inner) -> sorted.put(String.valueOf(key), plain(inner)));
            return sorted;
        }
        if (value instanceof Collection<?> many) {
            List<@Nullable Object> plain = new ArrayList<>();
            many.forEach(inner -> plain.add(plain(inner)));
            return plain;
        }
        return value;
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
        new TreeMap<>(properties).forEach(this::writeProperty);
    }

    private void writeProperty(String key, @Nullable Object value) {
        out.append(',').append(json(key)).append(':').append(json(plain(value)));
    }

    private static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was read from JSON can be written", impossible);
        }
    }
}
