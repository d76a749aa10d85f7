package dev.avenant.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Schemas with their ids, taken out of a registry when an application is built and put into its jar, so that it starts
 * and works while that registry is down. Ids are those of one registry: a bundle goes with the environment it was taken
 * from, and {@code avenant.schema.bundle} names it.
 *
 * @param schemas every version of the subjects, and of what they refer to
 */
public record SchemaBundle(List<RegisteredSchema> schemas) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public SchemaBundle {
        schemas = List.copyOf(schemas);
    }

    /** Takes all versions of these subjects, and of what they refer to, out of a registry. */
    public static SchemaBundle of(RegistryClient registry, Collection<String> subjects) {
        Deque<String> open = new ArrayDeque<>(subjects);
        Set<String> done = new HashSet<>();
        List<RegisteredSchema> schemas = new ArrayList<>();
        while (!open.isEmpty()) {
            String subject = open.remove();
            if (!done.add(subject)) {
                continue;
            }
            for (int version : registry.versions(subject)) {
                RegisteredSchema schema = registry.fetchVersion(subject, version);
                schemas.add(schema);
                schema.referencesOrNone().stream().map(SchemaReference::subject).forEach(open::add);
            }
        }
        return new SchemaBundle(schemas);
    }

    /** Writes the bundle as JSON, as {@code avenant.schema.bundle} expects it on the class path. */
    public void writeTo(Path file) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }
}
