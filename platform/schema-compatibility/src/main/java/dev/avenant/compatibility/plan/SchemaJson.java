package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.schema.InlineJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema file as JSON: what a plan edits, with references to shared types left as they are. */
final class SchemaJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private SchemaJson() {}

    /** The schema's own file, or what Avro writes where there is none. */
    static JsonNode of(ComparedSchema schema) {
        try {
            return MAPPER.readTree(textOf(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a schema that was read is JSON", e);
        }
    }

    static String textOf(ComparedSchema schema) {
        return schema.sources().isEmpty()
                ? schema.schema().toString()
                : schema.sources().get(0).text();
    }

    static boolean isRecord(JsonNode schema) {
        return schema.isObject()
                && (schema.path("type").asText().equals("record")
                        || schema.path("type").asText().equals("error"));
    }

    /** The fields of a record by their names, in order. */
    static Map<String, ObjectNode> fields(JsonNode record) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        for (JsonNode field : record.path("fields")) {
            if (field instanceof ObjectNode object) {
                fields.put(field.path("name").asText(), object);
            }
        }
        return fields;
    }

    /** The text of a file: a member a line, and a field a line. */
    static String pretty(JsonNode schema) {
        if (!schema.isObject()) {
            return InlineJson.of(schema) + "\n";
        }
        List<String> lines = new ArrayList<>();
        schema.properties().forEach(member -> {
            boolean spread = member.getKey().equals("fields")
                    && member.getValue().isArray()
                    && !member.getValue().isEmpty();
            lines.add("  " + InlineJson.of(member.getKey()) + ": "
                    + (spread ? spread(member.getValue()) : InlineJson.of(member.getValue())));
        });
        return "{\n" + String.join(",\n", lines) + "\n}\n";
    }

    private static String spread(JsonNode fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach(field -> lines.add("    " + InlineJson.of(field)));
        return "[\n" + String.join(",\n", lines) + "\n  ]";
    }
}
