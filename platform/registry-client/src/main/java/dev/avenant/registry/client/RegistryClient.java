package dev.avenant.registry.client;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.List;
import java.util.Optional;

/**
 * The calls of the Confluent Schema Registry REST API that Avro users make. Each is one exchange with the registry;
 * nothing is cached. Safe for use by several threads.
 *
 * <p>What the registry does not hold is an empty result. Every other failure is a {@link RegistryException}, whose kind
 * tells an outage from a refusal.
 */
public interface RegistryClient {

    /** The schema of that id, or empty when there is none. */
    Optional<RegisteredSchema> byId(int id);

    /** The schema of that GUID, or empty when there is none. */
    Optional<RegisteredSchema> byGuid(String guid);

    /** Registers a schema, or finds it when the subject holds it already; idempotent. */
    RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize);

    /** Finds a schema under a subject, or empty when the subject or the schema is not there. */
    Optional<RegisteredSchema> lookup(String subject, SchemaDefinition schema, boolean normalize);

    /** The names of all subjects that are not deleted. */
    List<String> subjects();

    /** The versions of a subject that are not deleted, in ascending order; empty when there is no such subject. */
    List<Integer> versions(String subject);

    /** One version of a subject, or empty when it is not there. */
    Optional<RegisteredSchema> version(String subject, int version);

    /** The latest version of a subject, or empty when there is no such subject. */
    Optional<RegisteredSchema> latest(String subject);

    /** Whether the schema could be registered under the subject's level; an unknown subject takes every schema. */
    CompatibilityAnswer testCompatibility(String subject, SchemaDefinition schema);

    /** The level in force for subjects that set none. */
    CompatibilityLevel globalLevel();

    /** The level set for a subject, or empty when it follows the global one. */
    Optional<CompatibilityLevel> level(String subject);

    /** Sets the level of a subject. */
    void setLevel(String subject, CompatibilityLevel level);

    /** Deletes a subject, softly or for ever, and answers the versions it had; empty when there was no such subject. */
    List<Integer> deleteSubject(String subject, boolean permanent);
}
