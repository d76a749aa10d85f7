package dev.avenant.serde.internal.schema;

import dev.avenant.registry.client.CompatibilityResult;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.SchemaQuery;
import dev.avenant.registry.client.api.Association;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/**
 * Answers from a bundle what never changes, and asks the registry for the rest. What may change, the latest version of
 * a subject, is asked for first, and taken out of the bundle when nobody answers.
 */
public final class BundledRegistryClient implements RegistryClient {

    private final List<RegisteredSchema> bundle;
    private final RegistryClient registry;

    public BundledRegistryClient(List<RegisteredSchema> bundle, RegistryClient registry) {
        this.bundle = bundle;
        this.registry = registry;
    }

    @Override
    public RegisteredSchema fetchById(int id, SchemaQuery query) {
        return first(schema -> schema.id() != null && schema.id() == id).orElseGet(() -> registry.fetchById(id, query));
    }

    @Override
    public RegisteredSchema fetchByGuid(String guid, SchemaQuery query) {
        return first(schema -> guid.equals(schema.guid())).orElseGet(() -> registry.fetchByGuid(guid, query));
    }

    @Override
    public RegisteredSchema fetchLookup(String subject, SchemaDefinition schema, Lookup lookup) {
        Schema sought = JavaStringProperty.removedFrom(
                new Schema.Parser().setValidateDefaults(false).parse(schema.schema()));
        return schema.references().isEmpty()
                ? first(version -> subject.equals(version.subject()) && sought.equals(parsed(version)))
                        .orElseGet(() -> registry.fetchLookup(subject, schema, lookup))
                : registry.fetchLookup(subject, schema, lookup);
    }

    private Schema parsed(RegisteredSchema schema) {
        return JavaStringProperty.removedFrom(ReferencedSchemaParser.parse(schema, this::fetchReferenced));
    }

    @Override
    public RegisteredSchema fetchVersion(String subject, int version) {
        return first(schema ->
                        subject.equals(schema.subject()) && schema.version() != null && schema.version() == version)
                .orElseGet(() -> registry.fetchVersion(subject, version));
    }

    @Override
    public RegisteredSchema fetchReferenced(SchemaReference reference) {
        return first(schema -> reference.subject().equals(schema.subject())
                        && schema.version() != null
                        && schema.version() == reference.version())
                .orElseGet(() -> registry.fetchReferenced(reference));
    }

    @Override
    public RegisteredSchema fetchLatest(String subject) {
        try {
            return registry.fetchLatest(subject);
        } catch (RegistryException failed) {
            if (!failed.isTransient()) {
                throw failed;
            }
            return bundle.stream()
                    .filter(schema -> subject.equals(schema.subject()) && schema.version() != null)
                    .max(Comparator.comparing(RegisteredSchema::version))
                    .orElseThrow(() -> failed);
        }
    }

    @Override
    public RegisteredSchema fetchLatest(String subject, Map<String, String> metadata) {
        return registry.fetchLatest(subject, metadata);
    }

    @Override
    public List<Association> associations(String namespace, String topic, boolean isKey) {
        String byName = topic + (isKey ? "-key" : "-value");
        return first(schema -> byName.equals(schema.subject())).isPresent()
                ? List.of()
                : registry.associations(namespace, topic, isKey);
    }

    @Override
    public RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize) {
        return registry.register(subject, schema, normalize);
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public List<Integer> versions(String subject) {
        return registry.versions(subject);
    }

    @Override
    public CompatibilityResult testCompatibility(String subject, SchemaDefinition schema) {
        return registry.testCompatibility(subject, schema);
    }

    @Override
    public CompatibilityLevel globalLevel() {
        return registry.globalLevel();
    }

    @Override
    public Optional<CompatibilityLevel> level(String subject) {
        return registry.level(subject);
    }

    @Override
    public void setLevel(String subject, CompatibilityLevel level) {
        registry.setLevel(subject, level);
    }

    @Override
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        return registry.deleteSubject(subject, permanent);
    }

    @Override
    public void close() {
        registry.close();
    }

    private Optional<RegisteredSchema> first(Predicate<RegisteredSchema> isSought) {
        return bundle.stream().filter(isSought).findFirst();
    }
}
