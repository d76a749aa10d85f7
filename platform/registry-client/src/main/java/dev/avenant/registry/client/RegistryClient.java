package dev.avenant.registry.client;

import dev.avenant.registry.client.api.Association;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of the Confluent Schema Registry REST API that Avro users make. Nothing is cached. Safe for use by several
 * threads.
 *
 * <p>What the registry does not hold is an empty result, or a {@link RegistryException} of the kind {@code NOT_FOUND}
 * from the methods that are called {@code fetch}. Every other failure is a {@link RegistryException} of another kind,
 * which tells an outage from a refusal.
 */
public interface RegistryClient extends AutoCloseable {

    /** The schema of that id; its {@code id} is set. */
    RegisteredSchema fetchById(int id, SchemaQuery query);

    /** The schema of that GUID. */
    RegisteredSchema fetchByGuid(String guid, SchemaQuery query);

    /** The version of the subject that holds this schema. */
    RegisteredSchema fetchLookup(String subject, SchemaDefinition schema, Lookup lookup);

    /** One version of a subject. */
    RegisteredSchema fetchVersion(String subject, int version);

    /** The version that a schema refers to, whether or not it was deleted since. */
    default RegisteredSchema fetchReferenced(SchemaReference reference) {
        return fetchVersion(reference.subject(), reference.version());
    }

    /** The latest version of a subject. */
    RegisteredSchema fetchLatest(String subject);

    /** The latest version of a subject, deleted or not, whose metadata holds these properties. */
    RegisteredSchema fetchLatest(String subject, Map<String, String> metadata);

    /**
     * The subjects that the registry associates with the key or the value of a topic; empty when there is none.
     *
     * @param namespace the id of the topic's Kafka cluster, or {@code -} for any
     */
    List<Association> associations(String namespace, String topic, boolean isKey);

    /** Registers a schema, or finds it when the subject holds it already; idempotent. */
    RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize);

    /** The names of all subjects that are not deleted. */
    List<String> subjects();

    /** The versions of a subject that are not deleted, in ascending order; empty when there is no such subject. */
    List<Integer> versions(String subject);

    /**
     * Hands over the schemas of all subjects that are not deleted, subject by subject and version by version. A large
     * registry is read in parts, of which none is kept.
     *
     * @param subjectPrefix what the subjects begin with; empty text for all
     * @param latestOnly whether only the latest version of each subject is wanted
     */
    default void eachSchema(String subjectPrefix, boolean latestOnly, Consumer<RegisteredSchema> taker) {
        for (String subject : subjects()) {
            if (!subject.startsWith(subjectPrefix)) {
                continue;
            }
            if (latestOnly) {
                latest(subject).ifPresent(taker);
            } else {
                versions(subject).forEach(number -> version(subject, number).ifPresent(taker));
            }
        }
    }

    /** Whether the schema could be registered under the subject's level; an unknown subject takes every schema. */
    CompatibilityResult testCompatibility(String subject, SchemaDefinition schema);

    /** The level in force for subjects that set none. */
    CompatibilityLevel globalLevel();

    /** The level set for a subject, or empty when it follows the global one. */
    Optional<CompatibilityLevel> level(String subject);

    /** Sets the level of a subject. */
    void setLevel(String subject, CompatibilityLevel level);

    /** Deletes a subject, softly or for ever, and answers the versions it had; empty when there was no such subject. */
    List<Integer> deleteSubject(String subject, boolean permanent);

    /** Gives back what the client holds; afterwards it answers no more. */
    @Override
    default void close() {}

    /** The schema of that id, or empty when there is none. */
    default Optional<RegisteredSchema> byId(int id) {
        return unlessAbsent(() -> fetchById(id, SchemaQuery.PLAIN));
    }

    /** The same of a context that the query says. */
    default Optional<RegisteredSchema> byId(int id, SchemaQuery query) {
        return unlessAbsent(() -> fetchById(id, query));
    }

    /** The version that a schema refers to, whether or not it was deleted since, or empty when it is not there. */
    default Optional<RegisteredSchema> referenced(SchemaReference reference) {
        return unlessAbsent(() -> fetchReferenced(reference));
    }

    /** The schema of that GUID, or empty when there is none. */
    default Optional<RegisteredSchema> byGuid(String guid) {
        return unlessAbsent(() -> fetchByGuid(guid, SchemaQuery.PLAIN));
    }

    /** Finds a schema under a subject, or empty when the subject or the schema is not there. */
    default Optional<RegisteredSchema> lookup(String subject, SchemaDefinition schema, boolean normalize) {
        return unlessAbsent(() -> fetchLookup(subject, schema, normalize ? Lookup.ACTIVE.normalized() : Lookup.ACTIVE));
    }

    /** One version of a subject, or empty when it is not there. */
    default Optional<RegisteredSchema> version(String subject, int version) {
        return unlessAbsent(() -> fetchVersion(subject, version));
    }

    /** The latest version of a subject, or empty when there is no such subject. */
    default Optional<RegisteredSchema> latest(String subject) {
        return unlessAbsent(() -> fetchLatest(subject));
    }

    private static <T> Optional<T> unlessAbsent(Supplier<T> fetch) {
        try {
            return Optional.of(fetch.get());
        } catch (RegistryException failed) {
            if (failed.kind() == RegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * How a schema is looked up under a subject.
     *
     * @param normalize whether the registry brings it into its normal form first
     * @param deleted whether deleted versions count
     */
    record Lookup(boolean normalize, boolean deleted) {

        /** As it is written, among the versions that are not deleted. */
        public static final Lookup ACTIVE = new Lookup(false, false);

        /** The same, in the registry's normal form. */
        public Lookup normalized() {
            return new Lookup(true, deleted);
        }

        /** The same, among deleted versions too. */
        public Lookup withDeleted() {
            return new Lookup(normalize, true);
        }
    }
}
