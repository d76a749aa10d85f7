package dev.avenant.service;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each body in JSON that has no example one, put together from those of its fields: the one that {@code @Schema} gives,
 * for a text that of {@code avenant.service.examples}, the first value of an enumeration, and for ids, times and numbers one that is plain to see.
 */
final class ApiExamples {

    private static final Map<String, Object> OF_FORMATS = Map.of(
            "uuid", "7b1f0d56-1c1e-4c86-9d1c-5a2f6f0f7c11",
            "date-time", "2026-03-01T10:00:00Z",
            "date", "2026-03-01",
            "email", "ada@example.com",
            "password", "correct horse");

    private static final String NONE = "…";

    private final OpenAPI document;
    private final Map<String, String> ofTexts;

    /** @param ofTexts by the name of the field */
    ApiExamples(OpenAPI document, Map<String, String> ofTexts) {
        this.document = document;
        this.ofTexts = ofTexts;
    }

    void describe() {
        document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .forEach(this::describe);
    }

    private void describe(Operation operation) {
        if (operation.getRequestBody() != null) {
            describe(operation.getRequestBody().getContent());
        }
        operation.getResponses().values().forEach(response -> describe(response.getContent()));
    }

    private void describe(@Nullable Content content) {
        if (content == null) {
            return;
        }
        content.forEach((type, media) -> {
            if (type.endsWith("json") && media.getExample() == null && media.getSchema() != null) {
                media.setExample(of("", media.getSchema()));
            }
        });
    }

    private Object of(String name, Schema<?> schema) {
        if (schema.get$ref() != null) {
            return of(name, NamedSchemas.find(document, schema.get$ref()));
        }
        Object given = given(schema);
        if (given != null) {
            return given;
        }
        if (schema.getAnyOf() != null) {
            return of(name, schema.getAnyOf().get(0));
        }
        Set<String> types = schema.getTypes() == null ? Set.of() : schema.getTypes();
        if (types.contains("array")) {
            return List.of(of(name, schema.getItems()));
        }
        if (types.contains("boolean")) {
            return true;
        }
        if (types.contains("integer") || types.contains("number")) {
            return schema.getMinimum() == null ? 1 : schema.getMinimum();
        }
        return types.contains("string") ? ofTexts.getOrDefault(name, NONE) : object(schema);
    }

    private static @Nullable Object given(Schema<?> schema) {
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().get(0);
        }
        return schema.getFormat() == null ? null : OF_FORMATS.get(schema.getFormat());
    }

    private Map<String, Object> object(Schema<?> schema) {
        Map<String, Object> example = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> example.put(name, of(name, property)));
        }
        return example;
    }
}
