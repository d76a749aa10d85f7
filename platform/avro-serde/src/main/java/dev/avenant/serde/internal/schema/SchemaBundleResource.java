package dev.avenant.serde.internal.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A schema bundle on the class path. */
final class SchemaBundleResource {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private SchemaBundleResource() {}

    /** Made by Jackson. */
    record Content(List<RegisteredSchema> schemas) {
        Content {
            schemas = List.copyOf(schemas);
        }
    }

    /**
     * Reads a bundle from the class path.
     *
     * @param loader where to look; null for the loader of this class
     * @throws ConfigException when there is none of that name, or it is no bundle
     */
    static List<RegisteredSchema> load(String resource, @Nullable ClassLoader loader) {
        ClassLoader from = loader == null ? SchemaBundleResource.class.getClassLoader() : loader;
        try (InputStream in = from.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ConfigException(
                        KafkaAvroSerdeConfig.SCHEMA_BUNDLE, resource, "must name a resource on the class path");
            }
            return JSON.readValue(in, Content.class).schemas();
        } catch (JsonProcessingException unreadable) {
            throw new ConfigException(
                    KafkaAvroSerdeConfig.SCHEMA_BUNDLE,
                    resource,
                    "is no schema bundle: " + unreadable.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new ConfigException(KafkaAvroSerdeConfig.SCHEMA_BUNDLE, resource, "cannot be read: " + unreadable);
        }
    }
}
