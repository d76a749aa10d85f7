package dev.avenant.cli;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.time.Duration;

/** Registers an event of one topic for another, so that a test has a topic of its own. */
final class SchemaAlias {
    private SchemaAlias() {}

    static void copy(SchemaRegistry registry, String fromTopic, String toTopic, String fullName) {
        RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10));
        RegisteredSchema found = client.latest(fromTopic + "-" + fullName).orElseThrow();
        client.register(
                toTopic + "-" + fullName,
                new SchemaDefinition(String.valueOf(found.schema()), found.referencesOrNone()),
                false);
    }

    static void register(SchemaRegistry registry, String subject, String schema) {
        new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))
                .register(subject, SchemaDefinition.of(schema), false);
    }
}
