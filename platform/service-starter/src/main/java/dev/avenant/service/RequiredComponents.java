package dev.avenant.service;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a component of a record as required unless it is {@link Nullable}: that is what the services' bodies are, those
 * that they read and those that they write, where a component without a value is left out.
 */
final class RequiredComponents implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        if (!others.hasNext()) {
            return null;
        }
        @Nullable Schema<?> resolved = others.next().resolve(type, context, others);
        @Nullable Schema<?> model = resolved == null ? null : model(resolved, context);
        if (model != null && model.getProperties() != null) {
            JavaType java = Json.mapper().constructType(type.getType());
            require(java.getRawClass(), model);
        }
        return resolved;
    }

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    }

    private static void require(Class<?> type, Schema<?> model) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            return;
        }
        @SuppressWarnings("rawtypes")
        Map<String, Schema> properties = model.getProperties();
        for (RecordComponent component : components) {
            String name = component.getName();
            boolean isRequired = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (isRequired && properties.containsKey(name)) {
                if (model.getRequired() == null || !model.getRequired().contains(name)) {
                    model.addRequiredItem(name);
                }
            }
        }
    }
}
