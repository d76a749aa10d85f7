package dev.avenant.operations.letters;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas that a letter's value was written with. */
public final class LetterSchemas {
    private LetterSchemas() {}

    /** Those of that id in the subjects of a topic; in all subjects when the topic is not known. */
    public static List<RegisteredSchema> writers(@Nullable String topic, int id, RegistryClient client) {
        List<RegisteredSchema> writers = new ArrayList<>();
        client.eachSchema(topic == null ? "" : topic + "-", false, schema -> {
            if (schema.id() != null && schema.id() == id) {
                writers.add(schema);
            }
        });
        return writers;
    }
}
