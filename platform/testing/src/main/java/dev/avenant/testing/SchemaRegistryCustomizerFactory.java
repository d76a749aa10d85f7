package dev.avenant.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Sees which tests want a registry. */
final class SchemaRegistryCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        AutoConfigureSchemaRegistry wanted =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureSchemaRegistry.class);
        return wanted == null
                ? null
                : new SchemaRegistryCustomizer(wanted.contracts(), wanted.inKafka(), List.of(wanted.properties()));
    }
}
