package dev.avenant.registry.client;

import dev.avenant.registry.client.api.Association;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.SchemaReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * A registry inside the JVM, for tests: it holds schemas under subjects and gives ids, keeps no compatibility level to
 * them, and forgets all with the JVM. Texts are compared as Avro schemas, so layout makes no new version.
 */
public final class InMemoryRegistryClient implements RegistryClient {

    private static final Map<String, InMemoryRegistryClient> SCOPES = new ConcurrentHashMap<>();

    private final Map<String, List<RegisteredSchema>> versionsBySubject = new LinkedHashMap<>();
    private final Map<SchemaDefinition, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();

    /** The registry of that name, shared by all who ask for it in this JVM. */
    public static InMemoryRegistryClient scope(String name) {
        return SCOPES.computeIfAbsent(name, created -> new InMemoryRegistryClient());
    }

    /** Forgets the registry of that name; the next who ask get an empty one. */
    public static void dropScope(String name) {
        SCOPES.remove(name);
    }

    @Override
    public synchronized RegisteredSchema fetchById(int id, SchemaQuery query) {
        return versionsBySubject.values().stream()
                .flatMap(List::stream)
                .filter(schema -> schema.id() != null && schema.id() == id)
                .findFirst()
                .orElseThrow(() -> notFound(RegistryErrorCode.SCHEMA_NOT_FOUND, "Schema " + id + " not found"));
    }

    @Override
    public synchronized RegisteredSchema fetchByGuid(String guid, SchemaQuery query) {
        return versionsBySubject.values().stream()
                .flatMap(List::stream)
                .filter(schema -> guid.equals(schema.guid()))
                .findFirst()
                .orElseThrow(() -> notFound(RegistryErrorCode.SCHEMA_NOT_FOUND, "Schema " + guid + " not found"));
    }

    @Override
    public synchronized RegisteredSchema fetchLookup(String subject, SchemaDefinition schema, Lookup lookup) {
        SchemaDefinition sought = canonical(schema);
        return ofSubject(subject).stream()
                .filter(version -> sought.equals(definitionOf(version)))
                .findFirst()
                .orElseThrow(() -> notFound(RegistryErrorCode.SCHEMA_NOT_FOUND, "Schema not found"));
    }

    @Override
    public synchronized RegisteredSchema fetchVersion(String subject, int version) {
        List<RegisteredSchema> versions = ofSubject(subject);
        if (version < 1 || version > versions.size()) {
            throw notFound(RegistryErrorCode.VERSION_NOT_FOUND, "Version " + version + " not found.");
        }
        return versions.get(version - 1);
    }

    @Override
    public synchronized RegisteredSchema fetchLatest(String subject) {
        List<RegisteredSchema> versions = ofSubject(subject);
        return versions.get(versions.size() - 1);
    }

    @Override
    public RegisteredSchema fetchLatest(String subject, Map<String, String> metadata) {
        throw notFound(RegistryErrorCode.SCHEMA_NOT_FOUND, "This registry keeps no metadata");
    }

    @Override
    public List<Association> associations(String namespace, String topic, boolean isKey) {
        return List.of();
    }

    @Override
    public synchronized RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize) {
        SchemaDefinition definition = canonical(schema);
        List<RegisteredSchema> versions = versionsBySubject.computeIfAbsent(subject, created -> new ArrayList<>());
        return versions.stream()
                .filter(version -> definition.equals(definitionOf(version)))
                .findFirst()
                .orElseGet(() -> {
                    RegisteredSchema added = new RegisteredSchema(
                            subject,
                            versions.size() + 1,
                            ids.computeIfAbsent(definition, created -> ids.size() + 1),
                            UUID.nameUUIDFromBytes(definition.toString().getBytes(StandardCharsets.UTF_8))
                                    .toString(),
                            "AVRO",
                            definition.references(),
                            definition.schema(),
                            null);
                    versions.add(added);
                    return added;
                });
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(versionsBySubject.keySet());
    }

    @Override
    public synchronized List<Integer> versions(String subject) {
        return versionsBySubject.getOrDefault(subject, List.of()).stream()
                .map(RegisteredSchema::version)
                .toList();
    }

    @Override
    public CompatibilityResult testCompatibility(String subject, SchemaDefinition schema) {
        return new CompatibilityResult(true, List.of());
    }

    @Override
    public CompatibilityLevel globalLevel() {
        return CompatibilityLevel.NONE;
    }

    @Override
    public synchronized Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public synchronized void setLevel(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }

    @Override
    public synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
        List<Integer> deleted = versions(subject);
        versionsBySubject.remove(subject);
        return deleted;
    }

    private List<RegisteredSchema> ofSubject(String subject) {
        List<RegisteredSchema> versions = versionsBySubject.get(subject);
        if (versions == null || versions.isEmpty()) {
            throw notFound(RegistryErrorCode.SUBJECT_NOT_FOUND, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private static SchemaDefinition definitionOf(RegisteredSchema schema) {
        return new SchemaDefinition(String.valueOf(schema.schema()), schema.referencesOrNone());
    }

    private SchemaDefinition canonical(SchemaDefinition schema) {
        if (!schema.references().isEmpty()) {
            for (SchemaReference reference : schema.references()) {
                fetchVersion(reference.subject(), reference.version());
            }
            return schema;
        }
        try {
            Schema parsed = new SchemaParser().parse(schema.schema()).mainSchema();
            return SchemaDefinition.of(parsed.toString());
        } catch (AvroRuntimeException invalid) {
            throw new RegistryException(
                    RegistryException.Kind.REJECTED,
                    RegistryErrorCode.INVALID_SCHEMA.status(),
                    RegistryErrorCode.INVALID_SCHEMA.code(),
                    "Invalid schema: " + invalid.getMessage(),
                    invalid);
        }
    }

    private static RegistryException notFound(RegistryErrorCode code, String message) {
        return new RegistryException(RegistryException.Kind.NOT_FOUND, code.status(), code.code(), message, null);
    }
}
