package dev.avenant.registry;

import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogCoordinator;
import dev.avenant.registry.log.RecordReplayer;
import java.util.List;

/**
 * Registers some schemas in a catalog that is thrown away, while the program waits for Kafka, so that the first client does
 * not wait until the classes of a registration are loaded and its code is compiled.
 */
final class RegistrationWarmUp {

    private static final int SUBJECTS = 40;
    private static final String SCHEMA = "{\"type\":\"record\",\"name\":\"WarmUp\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":[\"null\",\"long\"],\"default\":null}%s]}";

    private RegistrationWarmUp() {}

    /** Two versions of each subject, so that there is one to compare with. */
    static void run() {
        Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));
        InMemoryLog log = new InMemoryLog();
        log.start(new RecordReplayer(catalog, () -> {}));
        AvroSchemas schemas = new AvroSchemas(catalog, false);
        SchemaRegistration registration =
                new SchemaRegistration(catalog, new LogCoordinator(log), schemas, new SchemaLookup(catalog, schemas));
        for (int i = 0; i < SUBJECTS; i++) {
            register(registration, "warm-up-" + i, SCHEMA.formatted(""));
            register(
                    registration,
                    "warm-up-" + i,
                    SCHEMA.formatted(",{\"name\":\"f" + i + "\",\"type\":\"int\",\"default\":0}"));
        }
        log.close();
    }

    private static void register(SchemaRegistration registration, String subject, String schema) {
        registration.register(new RegistrationRequest(
                subject,
                new SchemaContent(schema, List.of(), null, null),
                null,
                null,
                RegistrationRequest.Options.NONE));
    }
}
