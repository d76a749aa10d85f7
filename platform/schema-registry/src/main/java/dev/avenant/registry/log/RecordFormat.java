package dev.avenant.registry.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys and values of the {@code _schemas} topic, as Confluent's registry writes and reads them. */
public final class RecordFormat {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_TYPE = "keytype";
    private static final String SUBJECT = "subject";
    private static final String VERSION = "version";
    private static final String MAGIC = "magic";
    private static final String LEVEL = "compatibilityLevel";

    private RecordFormat() {}

    /** A key and its value; a null value removes the key. */
    public record Entry(String key, @Nullable String value) {}

    /** Writes a fact down. */
    public static Entry write(RegistryRecord fact) {
        if (fact instanceof RegistryRecord.SchemaRecord schema) {
            SchemaVersion version = schema.version();
            return new Entry(schemaKey(version.subject(), version.version()), schemaValue(version));
        }
        if (fact instanceof RegistryRecord.SchemaTombstone gone) {
            return new Entry(schemaKey(gone.subject(), gone.version()), null);
        }
        if (fact instanceof RegistryRecord.SubjectDeleted deleted) {
            ObjectNode value =
                    JSON.createObjectNode().put(SUBJECT, deleted.subject()).put(VERSION, deleted.upToVersion());
            return new Entry(key("DELETE_SUBJECT", deleted.subject()), value.toString());
        }
        if (fact instanceof RegistryRecord.LevelSet set) {
            CompatibilityLevel level = set.level();
            ObjectNode value = JSON.createObjectNode();
            if (set.subject() != null) {
                value.put(SUBJECT, set.subject());
            }
            return new Entry(
                    key("CONFIG", set.subject()),
                    level == null ? null : value.put(LEVEL, level.name()).toString());
        }
        return new Entry(key("NOOP", null), null);
    }

    /** Reads a fact; what this registry has no use for comes back as {@link RegistryRecord.Other}. */
    public static RegistryRecord read(String keyText, @Nullable String valueText) {
        try {
            JsonNode key = JSON.readTree(keyText);
            JsonNode value = valueText == null ? null : JSON.readTree(valueText);
            String subject = key.hasNonNull(SUBJECT) ? key.get(SUBJECT).asText() : null;
            return switch (key.path(KEY_TYPE).asText()) {
                case "SCHEMA" -> readSchema(key, value);
                case "DELETE_SUBJECT" ->
                    value == null || subject == null
                            ? new RegistryRecord.Other()
                            : new RegistryRecord.SubjectDeleted(
                                    subject, value.path(VERSION).asInt());
                case "CONFIG" ->
                    new RegistryRecord.LevelSet(
                            subject,
                            value == null
                                    ? null
                                    : CompatibilityLevel.named(value.path(LEVEL).asText())
                                            .orElse(null));
                default -> new RegistryRecord.Other();
            };
        } catch (JsonProcessingException unreadable) {
            return new RegistryRecord.Other();
        }
    }

    private static RegistryRecord readSchema(JsonNode key, @Nullable JsonNode value) {
        String subject = key.path(SUBJECT).asText();
        int version = key.path(VERSION).asInt();
        if (value == null) {
            return new RegistryRecord.SchemaTombstone(subject, version);
        }
        List<SchemaReference> references = new ArrayList<>();
        value.path("references")
                .forEach(reference -> references.add(new SchemaReference(
                        reference.path("name").asText(),
                        reference.path(SUBJECT).asText(),
                        reference.path(VERSION).asInt())));
        return new RegistryRecord.SchemaRecord(new SchemaVersion(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                references,
                value.path("deleted").asBoolean()));
    }

    private static String schemaValue(SchemaVersion version) {
        ObjectNode value = JSON.createObjectNode()
                .put(SUBJECT, version.subject())
                .put(VERSION, version.version())
                .put("id", version.id())
                .put("schemaType", "AVRO");
        if (!version.references().isEmpty()) {
            ArrayNode references = value.putArray("references");
            version.references()
                    .forEach(reference -> references
                            .addObject()
                            .put("name", reference.name())
                            .put(SUBJECT, reference.subject())
                            .put(VERSION, reference.version()));
        }
        return value.put("schema", version.schema())
                .put("deleted", version.deleted())
                .toString();
    }

    private static String schemaKey(String subject, int version) {
        return JSON.createObjectNode()
                .put(KEY_TYPE, "SCHEMA")
                .put(SUBJECT, subject)
                .put(VERSION, version)
                .put(MAGIC, 1)
                .toString();
    }

    private static String key(String type, @Nullable String subject) {
        ObjectNode key = JSON.createObjectNode().put(KEY_TYPE, type);
        if (subject != null) {
            key.put(SUBJECT, subject);
        }
        return key.put(MAGIC, 0).toString();
    }
}
