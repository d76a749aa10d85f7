package dev.avenant.operations.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The text of a schema as JSON, which also those are that Avro would refuse. */
public final class SchemaText {

    /** Takes numbers as they are written, and nothing for JSON that goes on after its end. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SchemaText() {}

    /**
     * A schema as JSON.
     *
     * @throws JsonProcessingException if it is no JSON, such as Protobuf
     */
    public static JsonNode parse(String schema) throws JsonProcessingException {
        return JSON.readTree(schema);
    }

    /** On several lines. */
    public static String indented(JsonNode schema) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    }
}
