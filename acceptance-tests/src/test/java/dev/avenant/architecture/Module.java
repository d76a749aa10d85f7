package dev.avenant.architecture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The modules of this repository and what each may use of the others: the one place where that is written down. */
enum Module {
    REGISTRY_CLIENT("platform/registry-client"),
    SCHEMA_COMPATIBILITY("platform/schema-compatibility", REGISTRY_CLIENT),
    CONTRACTS("platform/contracts", SCHEMA_COMPATIBILITY, REGISTRY_CLIENT),
    AVRO_SERDE("platform/avro-serde", REGISTRY_CLIENT),
    SCHEMA_REGISTRY("platform/schema-registry", SCHEMA_COMPATIBILITY, REGISTRY_CLIENT),
    EMBEDDED_KAFKA("platform/embedded-kafka"),
    MESSAGING_API("platform/messaging-api"),
    MESSAGING_STARTER("platform/messaging-starter", MESSAGING_API, AVRO_SERDE),
    MESSAGING_TESTING("platform/messaging-testing", MESSAGING_STARTER, SCHEMA_REGISTRY, CONTRACTS, REGISTRY_CLIENT),
    SERVICE_STARTER("platform/service-starter"),
    SERVICE_TESTING("platform/service-testing", REGISTRY_CLIENT, CONTRACTS, SCHEMA_REGISTRY, EMBEDDED_KAFKA),
    CLI("platform/cli", REGISTRY_CLIENT, SCHEMA_COMPATIBILITY, CONTRACTS, MESSAGING_API, AVRO_SERDE),
    CONSOLE("platform/console", REGISTRY_CLIENT, SCHEMA_COMPATIBILITY, MESSAGING_API),
    LOCAL_STACK("platform/local-stack", SCHEMA_REGISTRY, EMBEDDED_KAFKA),
    SCHEMA_GEN("schema-gen"),
    USER_SERVICE("user-service", MESSAGING_STARTER, SERVICE_STARTER, SCHEMA_GEN),
    JOB_SERVICE("job-service", MESSAGING_STARTER, SERVICE_STARTER, SCHEMA_GEN);

    /** Plain libraries: somebody without Spring uses them too. */
    static final Set<Module> WITHOUT_SPRING = Set.of(
            REGISTRY_CLIENT,
            SCHEMA_COMPATIBILITY,
            CONTRACTS,
            AVRO_SERDE,
            SCHEMA_REGISTRY,
            EMBEDDED_KAFKA,
            MESSAGING_API,
            CLI,
            LOCAL_STACK);

    private final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<Module> uses;

    Module(String folder, Module... uses) {
        this.folder = folder;
        this.uses = Set.of(uses);
    }

    boolean mayUse(Module other) {
        return this == other || uses.contains(other);
    }

    Path compiledClasses() {
        return Path.of("..")
                .resolve(folder)
                .resolve("target/classes")
                .toAbsolutePath()
                .normalize();
    }

    static Optional<Module> compiledTo(Path classFile) {
        return Arrays.stream(values())
                .filter(module -> classFile.startsWith(module.compiledClasses()))
                .findFirst();
    }

    @Override
    public String toString() {
        return folder;
    }
}
