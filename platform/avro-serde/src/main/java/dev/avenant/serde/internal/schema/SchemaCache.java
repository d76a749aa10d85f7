package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.SchemaQuery;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RuleSet;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.id.SchemaId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the registry that were needed of late. A schema is asked for once, by one thread however many need it,
 * and kept while there is room, since it never changes under its id. That it is absent is told to those who were waiting for the
 * answer and then forgotten, so it cannot outlive a registration.
 */
public final class SchemaCache {

    private final RegistryClient client;
    private final @Nullable String format;
    private final Map<Key, CompletableFuture<Registered>> known;

    /**
     * One that is filled as schemas are met.
     *
     * @param atMost how many schemas are kept
     */
    public SchemaCache(RegistryClient client, @Nullable String format, int atMost) {
        this.client = client;
        this.format = format;
        this.known = BoundedMap.ofAtMost(atMost);
    }

    private record Key(String context, SchemaId schemaId) {}

    /** A schema, what the registry calls it, and the rules that it travels with. */
    public record Registered(
            SchemaId schemaId, Schema schema, @Nullable RuleSet rules) {}

    /** The schema that a record names. */
    public Registered get(SchemaId schemaId, @Nullable String subject) {
        // An id is one of a context, a GUID the same everywhere.
        Key key = new Key(schemaId.id() == null ? "" : contextOf(subject), schemaId);
        return once(key, () -> fetch(schemaId, subject));
    }

    /**
     * The version of the subject that holds this schema. A generated class says in its schema which Java class holds
     * strings, and spells shared types out, where the registered schema does neither and refers to them: such a version
     * is the same one, and is found by comparing once the registry itself has not found it.
     */
    public Registered lookup(String subject, Schema schema, boolean normalize) {
        RegistryClient.Lookup lookup =
                normalize ? RegistryClient.Lookup.ACTIVE.normalized() : RegistryClient.Lookup.ACTIVE;
        try {
            return named(client.fetchLookup(subject, SchemaDefinition.of(schema.toString()), lookup), schema);
        } catch (RegistryException failed) {
            if (failed.kind() != RegistryException.Kind.NOT_FOUND
                    || failed.errorCode() != RegistryErrorCode.SCHEMA_NOT_FOUND.code()) {
                throw failed;
            }
            return sameAmongVersions(subject, schema).orElseThrow(() -> failed);
        }
    }

    private Optional<Registered> sameAmongVersions(String subject, Schema schema) {
        Schema sought = JavaStringProperty.removedFrom(schema);
        if (sought.equals(schema) && NamedTypes.of(schema).size() < 2) {
            // Nothing in it could be spelled otherwise.
            return Optional.empty();
        }
        List<Integer> versions = client.versions(subject);
        for (int i = versions.size() - 1; i >= 0; i--) {
            RegisteredSchema version = client.fetchVersion(subject, versions.get(i));
            Schema parsed = parse(version, subject);
            if (sought.equals(JavaStringProperty.removedFrom(parsed))) {
                return Optional.of(named(version, schema));
            }
        }
        return Optional.empty();
    }

    public Registered register(String subject, Schema schema, boolean normalize) {
        return named(client.register(subject, SchemaDefinition.of(schema.toString()), normalize), schema);
    }

    public Registered latest(String subject, Map<String, String> metadata) {
        RegisteredSchema found =
                metadata.isEmpty() ? client.fetchLatest(subject) : client.fetchLatest(subject, metadata);
        return named(found, parse(found, subject));
    }

    private Registered fetch(SchemaId schemaId, @Nullable String subject) {
        SchemaQuery query = new SchemaQuery(subject, format);
        RegisteredSchema found = schemaId.id() != null
                ? client.fetchById(schemaId.id(), query)
                : client.fetchByGuid(String.valueOf(schemaId.guid()), query);
        UUID guid = found.guid() == null ? schemaId.guid() : UUID.fromString(found.guid());
        return new Registered(
                new SchemaId(schemaId.id() == null ? found.id() : schemaId.id(), guid),
                parse(found, subject),
                found.ruleSet());
    }

    private Registered named(RegisteredSchema found, Schema schema) {
        if (found.id() == null) {
            throw new RegistryException(
                    RegistryException.Kind.NOT_A_REGISTRY,
                    200,
                    0,
                    "The registry's answer holds no schema id. Check the registry's URL",
                    null);
        }
        UUID guid = found.guid() == null ? null : UUID.fromString(found.guid());
        return new Registered(new SchemaId(found.id(), guid), schema, found.ruleSet());
    }

    private Registered once(Key key, Supplier<Registered> fetch) {
        CompletableFuture<Registered> mine = new CompletableFuture<>();
        CompletableFuture<Registered> first = known.putIfAbsent(key, mine);
        if (first != null) {
            return resultOf(first);
        }
        try {
            mine.complete(fetch.get());
        } catch (RuntimeException | Error failed) {
            known.remove(key, mine);
            mine.completeExceptionally(failed);
        }
        return resultOf(mine);
    }

    private static Registered resultOf(CompletableFuture<Registered> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** @param subject where it was asked for, in whose context its references are too; null for the default one */
    private Schema parse(RegisteredSchema registered, @Nullable String subject) {
        String context = contextOf(subject);
        return ReferencedSchemaParser.parse(
                registered,
                reference -> client.fetchReferenced(
                        context.isEmpty() || reference.subject().startsWith(":.")
                                ? reference
                                : new SchemaReference(
                                        reference.name(), context + reference.subject(), reference.version())));
    }

    private static String contextOf(@Nullable String subject) {
        int end = subject == null || !subject.startsWith(":.") ? -1 : subject.indexOf(':', 1);
        return subject == null ? "" : subject.substring(0, end + 1);
    }

    public void close() {
        client.close();
    }
}
