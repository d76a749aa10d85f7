package dev.avenant.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.registry.catalog.RegistryFault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, taken apart.
 *
 * @param path the decoded segments
 * @param query the first value of each parameter
 */
record Call(String method, List<String> path, Map<String, String> query, String body) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    boolean flag(String name) {
        return Boolean.parseBoolean(query.getOrDefault(name, "false"));
    }

    @Nullable
    String option(String name) {
        return query.get(name);
    }

    <T> T body(Class<T> type) {
        if (body.isBlank()) {
            throw new RegistryFault(422, 422, "The request body is missing");
        }
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException unreadable) {
            throw new RegistryFault(
                    400, 400, "The request body is no JSON of this call: " + unreadable.getOriginalMessage());
        }
    }
}
