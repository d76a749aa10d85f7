package dev.avenant.registry.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Mode;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaReference;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys and values of the {@code _schemas} topic, as Confluent's registry writes and reads them. */
public final class RecordSerde {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();
    private static final String KEY_TYPE = "keytype";
    private static final String SUBJECT = "subject";
    private static final String VERSION = "version";
    private static final String CONTEXT = "context";
    private static final String MAGIC = "magic";
    private static final String HIGHEST_IDS = "highestIds";
    private static final String TENANT = "tenant";
    private static final String ONLY_TENANT = "default";

    private static final String NOOP_KEY = key("NOOP", null);

    private RecordSerde() {}

    /** Writes a record down. */
    public static LogRecord write(RegistryRecord record) {
        if (record instanceof RegistryRecord.SchemaRecord schema) {
            return new LogRecord(schemaKey(schema.subject(), schema.version()), schemaValue(schema));
        }
        if (record instanceof RegistryRecord.SchemaTombstone gone) {
            return new LogRecord(schemaKey(gone.subject(), gone.version()), null);
        }
        if (record instanceof RegistryRecord.SubjectDeleted deleted) {
            ObjectNode value =
                    JSON.createObjectNode().put(SUBJECT, deleted.subject()).put(VERSION, deleted.upToVersion());
            return new LogRecord(key("DELETE_SUBJECT", deleted.subject()), value.toString());
        }
        if (record instanceof RegistryRecord.SubjectCleared cleared) {
            return new LogRecord(
                    key("CLEAR_SUBJECT", cleared.subject()),
                    about(cleared.subject()).toString());
        }
        return writeSetting(record);
    }

    private static LogRecord writeSetting(RegistryRecord record) {
        if (record instanceof RegistryRecord.ConfigSet set) {
            SubjectConfig config = set.config();
            return new LogRecord(
                    key("CONFIG", set.subject()),
                    config == null
                            ? null
                            : about(set.subject())
                                    .<ObjectNode>setAll((ObjectNode) JSON.valueToTree(config))
                                    .toString());
        }
        if (record instanceof RegistryRecord.ModeSet set) {
            Mode mode = set.mode();
            return new LogRecord(
                    key("MODE", set.subject()),
                    mode == null
                            ? null
                            : about(set.subject()).put("mode", mode.name()).toString());
        }
        if (record instanceof RegistryRecord.ContextSet set) {
            ObjectNode value = JSON.createObjectNode().put(TENANT, ONLY_TENANT).put(CONTEXT, set.context());
            ObjectNode key = JSON.createObjectNode()
                    .put(KEY_TYPE, "CONTEXT")
                    .<ObjectNode>setAll(value)
                    .put(MAGIC, 0);
            return new LogRecord(key.toString(), set.present() ? value.toString() : null);
        }
        if (record instanceof RegistryRecord.AssociationSet set) {
            ResourceAssociation association = set.association();
            return new LogRecord(
                    set.key(),
                    association == null ? null : JSON.valueToTree(association).toString());
        }
        if (record instanceof RegistryRecord.Noop noop && !noop.highestIds().isEmpty()) {
            ObjectNode value = JSON.createObjectNode();
            value.set(HIGHEST_IDS, JSON.valueToTree(noop.highestIds()));
            return new LogRecord(NOOP_KEY, value.toString());
        }
        return new LogRecord(NOOP_KEY, null);
    }

    /**
     * Whether a record says how far ids had come. Only a leader that has written every doubtful record again writes it, so
     * no record before it is in doubt. Confluent's registry writes its own records of this key without a value.
     */
    static boolean isCheckpoint(String key, @Nullable String value) {
        return value != null && key.equals(NOOP_KEY);
    }

    /** The key of an association's record. */
    public static String associationKey(ResourceAssociation association) {
        return JSON.createObjectNode()
                .put(KEY_TYPE, "ASSOC")
                .put(TENANT, ONLY_TENANT)
                .put("resourceName", association.resourceName())
                .put("resourceNamespace", association.resourceNamespace())
                .put("resourceType", association.resourceType())
                .put("associationType", association.associationType())
                .put(SUBJECT, association.subject())
                .put(MAGIC, 0)
                .toString();
    }

    /** Reads a record; what this registry has no use for comes back as {@link RegistryRecord.Other}. */
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
                case "CLEAR_SUBJECT" ->
                    value == null ? new RegistryRecord.Other() : new RegistryRecord.SubjectCleared(subject);
                case "CONFIG" ->
                    new RegistryRecord.ConfigSet(
                            subject, value == null ? null : JSON.treeToValue(value, SubjectConfig.class));
                case "MODE" ->
                    new RegistryRecord.ModeSet(
                            subject,
                            value == null
                                    ? null
                                    : Mode.named(value.path("mode").asText()).orElse(null));
                case "CONTEXT" ->
                    new RegistryRecord.ContextSet(key.path(CONTEXT).asText(), value != null);
                case "ASSOC" ->
                    new RegistryRecord.AssociationSet(
                            keyText, value == null ? null : JSON.treeToValue(value, ResourceAssociation.class));
                case "NOOP" -> new RegistryRecord.Noop(highestIds(value));
                default -> new RegistryRecord.Other();
            };
        } catch (JsonProcessingException unreadable) {
            return new RegistryRecord.Other();
        }
    }

    private static Map<String, Integer> highestIds(@Nullable JsonNode value) {
        Map<String, Integer> highest = new HashMap<>();
        if (value != null) {
            value.path(HIGHEST_IDS)
                    .properties()
                    .forEach(entry ->
                            highest.put(entry.getKey(), entry.getValue().asInt()));
        }
        return highest;
    }

    private static RegistryRecord readSchema(JsonNode key, @Nullable JsonNode value) throws JsonProcessingException {
        String subject = key.path(SUBJECT).asText();
        int version = key.path(VERSION).asInt();
        if (value == null) {
            return new RegistryRecord.SchemaTombstone(subject, version);
        }
        String type = value.path("schemaType").asText("AVRO");
        if (!type.isEmpty() && !"AVRO".equals(type)) {
            return new RegistryRecord.Other();
        }
        List<SchemaReference> references = new ArrayList<>();
        for (JsonNode reference : value.path("references")) {
            references.add(JSON.treeToValue(reference, SchemaReference.class));
        }
        SchemaContent content = new SchemaContent(
                value.path("schema").asText(),
                references,
                value.hasNonNull("metadata") ? JSON.treeToValue(value.get("metadata"), Metadata.class) : null,
                value.hasNonNull("ruleSet") ? JSON.treeToValue(value.get("ruleSet"), RuleSet.class) : null);
        return new RegistryRecord.SchemaRecord(
                subject,
                version,
                value.path("id").asInt(),
                content,
                value.path("deleted").asBoolean());
    }

    private static String schemaValue(RegistryRecord.SchemaRecord schema) {
        SchemaContent content = schema.content();
        ObjectNode value = JSON.createObjectNode()
                .put(SUBJECT, schema.subject())
                .put(VERSION, schema.version())
                .put("id", schema.id())
                .put("schemaType", "AVRO");
        if (!content.references().isEmpty()) {
            ArrayNode references = value.putArray("references");
            content.references().forEach(reference -> references.add(JSON.<JsonNode>valueToTree(reference)));
        }
        if (content.metadata() != null) {
            value.set("metadata", JSON.valueToTree(content.metadata()));
        }
        if (content.ruleSet() != null) {
            value.set("ruleSet", JSON.valueToTree(content.ruleSet()));
        }
        return value.put("schema", content.text())
                .put("deleted", schema.deleted())
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

    private static ObjectNode about(@Nullable String subject) {
        ObjectNode value = JSON.createObjectNode();
        if (subject != null) {
            value.put(SUBJECT, subject);
        }
        return value;
    }
}
