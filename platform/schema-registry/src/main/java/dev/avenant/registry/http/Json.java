package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.registry.catalog.RestException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads request bodies as leniently, and refuses them in the same words, as clients know it. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final Pattern FIRST_TYPE = Pattern.compile("^([^`(]*`)([^`]*[.$])");

    private Json() {}

    /** Made with {@code name}: what the body is called where it is missing */
    static <T> T read(byte[] body, Class<T> type, String name) {
        try {
            T value = isBlank(body) ? null : MAPPER.readValue(body, type);
            if (value == null) {
                throw new RestException(422, 422, name + " must not be null (was null)");
            }
            return value;
        } catch (JsonProcessingException unreadable) {
            throw unreadable(unreadable);
        } catch (IOException unreadable) {
            throw new RestException(400, 400, "The body cannot be read");
        }
    }

    static JsonNode tree(byte[] body, String name) {
        JsonNode tree = read(body, JsonNode.class, name);
        if (tree.isNull() || tree.isMissingNode()) {
            throw new RestException(422, 422, name + " must not be null (was null)");
        }
        return tree;
    }

    private static RestException unreadable(JsonProcessingException failure) {
        Matcher type = FIRST_TYPE.matcher(failure.getOriginalMessage());
        return new RestException(400, 400, type.find() ? type.replaceFirst("$1") : failure.getOriginalMessage());
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
