package dev.avenant.service;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Describes that a field of a request that may be left out may be null as well, which means the same. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class NullableFields {

    private static final String NULL = "null";

    private final OpenAPI document;
    private final Set<Schema<?>> seen = new HashSet<>();

    private NullableFields(OpenAPI document) {
        this.document = document;
    }

    static void describe(OpenAPI document) {
        NullableFields fields = new NullableFields(document);
        document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .map(operation -> operation.getRequestBody().getContent())
                .flatMap(NullableFields::schemas)
                .forEach(fields::visit);
    }

    private static Stream<Schema<?>> schemas(Content content) {
        return content.values().stream().map(type -> (Schema<?>) type.getSchema());
    }

    private void visit(Schema<?> schema) {
        Schema<?> model = schema.get$ref() == null ? schema : NamedSchemas.find(document, schema.get$ref());
        if (!seen.add(model)) {
            return;
        }
        if (model.getItems() != null) {
            visit(model.getItems());
        }
        Map<String, Schema> properties = model.getProperties();
        if (properties == null) {
            return;
        }
        List<String> required = model.getRequired() == null ? List.of() : model.getRequired();
        for (Map.Entry<String, Schema> property : properties.entrySet()) {
            visit(property.getValue());
            if (!required.contains(property.getKey())) {
                property.setValue(orNull(property.getValue()));
            }
        }
    }

    private static Schema<?> orNull(Schema schema) {
        if (schema.get$ref() != null || schema.getTypes() == null) {
            Schema<?> nothing = new Schema<>();
            nothing.addType(NULL);
            Schema<?> either = new Schema<>();
            either.setAnyOf(new ArrayList<>(List.of(schema, nothing)));
            return either;
        }
        schema.addType(NULL);
        if (schema.getEnum() != null) {
            List<Object> values = new ArrayList<>(schema.getEnum());
            values.add(null);
            schema.setEnum(values);
        }
        return schema;
    }
}
