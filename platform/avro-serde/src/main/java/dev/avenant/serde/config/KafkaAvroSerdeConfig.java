package dev.avenant.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.context.NullContextNameStrategy;
import dev.avenant.serde.id.DualSchemaIdDeserializer;
import dev.avenant.serde.id.PrefixSchemaIdSerializer;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the serializer and the deserializer share. Names, types and defaults are Confluent's, so that a
 * configuration can be copied; the one default that differs is that of {@value #AUTO_REGISTER_SCHEMAS}. Settings of this
 * serde alone begin with {@code avenant.}. How the registry is reached is said in {@link RegistryClientConfig}.
 */
public final class KafkaAvroSerdeConfig {

    /** Off unless asked for: a producer that registers what it happens to hold is no contract. */
    public static final String AUTO_REGISTER_SCHEMAS = "auto.register.schemas";

    public static final String USE_LATEST_VERSION = "use.latest.version";
    public static final String USE_LATEST_WITH_METADATA = "use.latest.with.metadata";
    public static final String USE_SCHEMA_ID = "use.schema.id";
    public static final String USE_SCHEMA_GUID = "use.schema.guid";
    public static final String LATEST_COMPATIBILITY_STRICT = "latest.compatibility.strict";
    public static final String ID_COMPATIBILITY_STRICT = "id.compatibility.strict";
    public static final String LATEST_CACHE_SIZE = "latest.cache.size";
    public static final String LATEST_CACHE_TTL_SEC = "latest.cache.ttl.sec";
    public static final String MAX_SCHEMAS_PER_SUBJECT = "max.schemas.per.subject";
    public static final String NORMALIZE_SCHEMAS = "normalize.schemas";
    public static final String SCHEMA_FORMAT = "schema.format";
    public static final String SCHEMA_REFLECTION = "schema.reflection";
    public static final String KEY_SUBJECT_NAME_STRATEGY = "key.subject.name.strategy";
    public static final String VALUE_SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";
    public static final String CONTEXT_NAME_STRATEGY = "context.name.strategy";
    public static final String KEY_SCHEMA_ID_SERIALIZER = "key.schema.id.serializer";
    public static final String VALUE_SCHEMA_ID_SERIALIZER = "value.schema.id.serializer";
    public static final String KEY_SCHEMA_ID_DESERIALIZER = "key.schema.id.deserializer";
    public static final String VALUE_SCHEMA_ID_DESERIALIZER = "value.schema.id.deserializer";
    public static final String AVRO_REFLECTION_ALLOW_NULL = "avro.reflection.allow.null";
    public static final String AVRO_USE_LOGICAL_TYPE_CONVERTERS = "avro.use.logical.type.converters";
    public static final String RULE_ACTIONS = "rule.actions";
    public static final String RULE_EXECUTORS = "rule.executors";
    public static final String PROPAGATE_SCHEMA_TAGS = "propagate.schema.tags";
    public static final String SCHEMA_BUNDLE = "avenant.schema.bundle";
    public static final String TRUSTED_PACKAGES = "avenant.trusted.packages";

    private static final String UNUSED = "Kept for copied configurations.";
    private static final String NOT_EXECUTED = "Refused when set: rules are not executed here.";

    private static final String CEL_VALIDATOR = "io.confluent.kafka.schemaregistry.rules.cel.CelValidator";
    private static final ConfigDef.Validator ENVIRONMENTS =
            new OneOfOrNothing(List.of("all", "client", "gateway", "server", "none"));

    private KafkaAvroSerdeConfig() {}

    /** A table of its own each time, for the rows of one side to be added to. */
    static ConfigDef configDef() {
        return RegistryClientConfig.configDef()
                .define(AUTO_REGISTER_SCHEMAS, BOOLEAN, false, MEDIUM, "Register the schema of what is written.")
                .define(
                        USE_LATEST_VERSION,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Write, or read, with the subject's latest version.")
                .define(
                        USE_LATEST_WITH_METADATA,
                        STRING,
                        null,
                        MEDIUM,
                        "The latest version with these properties, a=b,c=d.")
                .define(USE_SCHEMA_ID, INT, -1, MEDIUM, "Write with the schema of this id.")
                .define(USE_SCHEMA_GUID, STRING, null, MEDIUM, "Write with the schema of this GUID.")
                .define(
                        LATEST_COMPATIBILITY_STRICT,
                        BOOLEAN,
                        true,
                        MEDIUM,
                        "Refuse a latest version that breaks readers.")
                .define(ID_COMPATIBILITY_STRICT, BOOLEAN, true, MEDIUM, "Refuse a schema of an id that breaks readers.")
                .define(LATEST_CACHE_SIZE, INT, 1000, MEDIUM, "Latest versions to keep.")
                .define(LATEST_CACHE_TTL_SEC, INT, -1, MEDIUM, "Seconds to keep a latest version; -1 for ever.")
                .define(MAX_SCHEMAS_PER_SUBJECT, INT, 1000, MEDIUM, "Schemas, readers and writers to keep, each.")
                .define(NORMALIZE_SCHEMAS, BOOLEAN, false, MEDIUM, "Let the registry normalize schemas.")
                .define(SCHEMA_FORMAT, STRING, null, MEDIUM, "The form in which schemas are asked for.")
                .define(SCHEMA_REFLECTION, BOOLEAN, false, MEDIUM, "Read and write plain classes by reflection.")
                .define(
                        KEY_SUBJECT_NAME_STRATEGY,
                        CLASS,
                        AssociatedNameStrategy.class,
                        MEDIUM,
                        "Names the subject of keys.")
                .define(
                        VALUE_SUBJECT_NAME_STRATEGY,
                        CLASS,
                        AssociatedNameStrategy.class,
                        MEDIUM,
                        "Names the subject of values.")
                .define(
                        CONTEXT_NAME_STRATEGY,
                        CLASS,
                        NullContextNameStrategy.class,
                        MEDIUM,
                        "Names the registry's context.")
                .define(
                        KEY_SCHEMA_ID_SERIALIZER,
                        CLASS,
                        PrefixSchemaIdSerializer.class,
                        MEDIUM,
                        "Where keys carry the id.")
                .define(
                        VALUE_SCHEMA_ID_SERIALIZER,
                        CLASS,
                        PrefixSchemaIdSerializer.class,
                        MEDIUM,
                        "Where values carry the id.")
                .define(
                        KEY_SCHEMA_ID_DESERIALIZER,
                        CLASS,
                        DualSchemaIdDeserializer.class,
                        MEDIUM,
                        "Where the id of keys is.")
                .define(
                        VALUE_SCHEMA_ID_DESERIALIZER,
                        CLASS,
                        DualSchemaIdDeserializer.class,
                        MEDIUM,
                        "Where the id of values is.")
                .define(AVRO_REFLECTION_ALLOW_NULL, BOOLEAN, false, MEDIUM, "Let fields of reflected classes be null.")
                .define(
                        AVRO_USE_LOGICAL_TYPE_CONVERTERS,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Use Java types for logical types in generic records.")
                .define(RULE_ACTIONS, LIST, List.of(), MEDIUM, NOT_EXECUTED)
                .define(RULE_EXECUTORS, LIST, List.of(), MEDIUM, NOT_EXECUTED)
                .define("rule.metrics.enable", BOOLEAN, true, MEDIUM, UNUSED)
                .define("rule.service.loader.enable", BOOLEAN, true, MEDIUM, UNUSED)
                .define("validation.rules.executor.class", STRING, CEL_VALIDATOR, MEDIUM, UNUSED)
                .define("validation.rules.fail.fast", BOOLEAN, false, MEDIUM, UNUSED)
                .define("execution.environment", STRING, null, ENVIRONMENTS, LOW, UNUSED)
                .define(
                        PROPAGATE_SCHEMA_TAGS,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Refused when true: tags are pushed with their schemas.")
                .define(
                        SCHEMA_BUNDLE,
                        STRING,
                        null,
                        MEDIUM,
                        "A resource that holds schemas, to start without a registry.")
                .define(
                        TRUSTED_PACKAGES,
                        LIST,
                        List.of("*"),
                        MEDIUM,
                        "Packages, with those within them, or classes that records may become objects of; * is every"
                                + " class that Avro generated.");
    }

    /** Accepts a list of words, and nothing at all. */
    private record OneOfOrNothing(List<String> words) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value != null && !words.contains(value)) {
                throw new ConfigException(name, value, "must be one of " + words);
            }
        }

        @Override
        public String toString() {
            return words.toString();
        }
    }
}
