package dev.avenant.registry;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.time.Duration;

/**
 * Has a registry do once what its first clients will ask of it. The build runs it to archive the classes that this loads,
 * which halves the time of every later start.
 */
final class CdsTrainingRun {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SUBJECT = "cds-training-run";
    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"TrainingRun\",\"fields\":[{\"name\":\"first\",\"type\":\"string\"}]}";

    private CdsTrainingRun() {}

    static void of(SchemaRegistry registry) {
        RegistryClient client = new HttpRegistryClient(registry.url(), PATIENCE);
        RegisteredSchema registered = client.register(SUBJECT, SchemaDefinition.of(SCHEMA), false);
        Integer id = registered.id();
        client.byId(id == null ? 0 : id);
        client.latest(SUBJECT);
        client.setLevel(SUBJECT, CompatibilityLevel.FULL);
        client.subjects();
        client.deleteSubject(SUBJECT, false);
    }
}
