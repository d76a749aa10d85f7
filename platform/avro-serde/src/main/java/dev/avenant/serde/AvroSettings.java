package dev.avenant.serde;

import dev.avenant.registry.client.config.RegistryClientConfig;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the serializer and the deserializer. Keys, types and defaults are Confluent's, so that a
 * configuration can be copied; the one default that differs is that of {@value #AUTO_REGISTER}. Settings of this serde
 * alone begin with {@code avenant.}.
 */
public final class AvroSettings {

    /** Off unless asked for: a producer that registers what it happens to hold is no contract. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    public static final String USE_LATEST_VERSION = "use.latest.version";
    public static final String USE_LATEST_WITH_METADATA = "use.latest.with.metadata";
    public static final String USE_SCHEMA_ID = "use.schema.id";
    public static final String USE_SCHEMA_GUID = "use.schema.guid";
    public static final String LATEST_COMPATIBILITY_STRICT = "latest.compatibility.strict";
    public static final String ID_COMPATIBILITY_STRICT = "id.compatibility.strict";
    public static final String LATEST_CACHE_SIZE = "latest.cache.size";
    public static final String LATEST_CACHE_TTL = "latest.cache.ttl.sec";
    public static final String MAX_SCHEMAS_PER_SUBJECT = "max.schemas.per.subject";
    public static final String NORMALIZE_SCHEMAS = "normalize.schemas";
    public static final String SCHEMA_FORMAT = "schema.format";
    public static final String SCHEMA_REFLECTION = "schema.reflection";
    public static final String KEY_SUBJECT_NAME_STRATEGY = "key.subject.name.strategy";
    public static final String VALUE_SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";
    public static final String CONTEXT_NAME_STRATEGY = "context.name.strategy";
    public static final String KEY_ID_SERIALIZER = "key.schema.id.serializer";
    public static final String VALUE_ID_SERIALIZER = "value.schema.id.serializer";
    public static final String KEY_ID_DESERIALIZER = "key.schema.id.deserializer";
    public static final String VALUE_ID_DESERIALIZER = "value.schema.id.deserializer";
    public static final String RULE_ACTIONS = "rule.actions";
    public static final String RULE_EXECUTORS = "rule.executors";
    public static final String PROPAGATE_TAGS = "propagate.schema.tags";
    public static final String VALIDATION_RULES = "validation.rules.execution";
    public static final String REFLECTION_ALLOW_NULL = "avro.reflection.allow.null";
    public static final String LOGICAL_CONVERTERS = "avro.use.logical.type.converters";
    public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    public static final String FAIL_ON_TRAILING_DATA = "avro.fail.on.trailing.data";
    public static final String SPECIFIC_READER = "specific.avro.reader";
    public static final String SPECIFIC_KEY_TYPE = "specific.avro.key.type";
    public static final String SPECIFIC_VALUE_TYPE = "specific.avro.value.type";
    public static final String MAX_DEPTH = "avenant.max.depth";
    public static final String MAX_DECLARED_LENGTH = "avenant.max.declared.length";
    public static final String MAX_EMPTY_ITEMS = "avenant.max.empty.items";
    public static final String SCHEMA_BUNDLE = "avenant.schema.bundle";

    private AvroSettings() {}

    /** The settings of the serializer. */
    public static ConfigDef ofSerializer() {
        ConfigDef settings = shared();
        add(settings, REFLECTION_ALLOW_NULL, ConfigDef.Type.BOOLEAN, false, "Let fields of reflected classes be null.");
        add(
                settings,
                LOGICAL_CONVERTERS,
                ConfigDef.Type.BOOLEAN,
                false,
                "Take Java types for logical types in generic records.");
        add(
                settings,
                REMOVE_JAVA_PROPERTIES,
                ConfigDef.Type.BOOLEAN,
                false,
                "Leave avro.java.string out of what is registered.");
        settings.define(
                VALIDATION_RULES,
                ConfigDef.Type.STRING,
                "DISABLED",
                ConfigDef.CaseInsensitiveValidString.in("DISABLED", "BEFORE_DOMAIN_RULES", "AFTER_DOMAIN_RULES"),
                ConfigDef.Importance.LOW,
                "Rules are not executed here: anything but DISABLED is refused.");
        return settings;
    }

    /** The settings of the deserializer. */
    public static ConfigDef ofDeserializer() {
        ConfigDef settings = shared();
        add(settings, REFLECTION_ALLOW_NULL, ConfigDef.Type.BOOLEAN, false, "Let fields of reflected classes be null.");
        add(
                settings,
                LOGICAL_CONVERTERS,
                ConfigDef.Type.BOOLEAN,
                false,
                "Give Java types for logical types in generic records.");
        add(
                settings,
                FAIL_ON_TRAILING_DATA,
                ConfigDef.Type.BOOLEAN,
                false,
                "Refuse a record with bytes left after it.");
        add(settings, SPECIFIC_READER, ConfigDef.Type.BOOLEAN, false, "Give objects of generated classes.");
        add(settings, SPECIFIC_KEY_TYPE, ConfigDef.Type.CLASS, null, "The class of every key.");
        add(settings, SPECIFIC_VALUE_TYPE, ConfigDef.Type.CLASS, null, "The class of every value.");
        ConfigDef.Range positive = ConfigDef.Range.atLeast(1);
        settings.define(
                MAX_DEPTH,
                ConfigDef.Type.INT,
                1000,
                positive,
                ConfigDef.Importance.LOW,
                "How deep records may be nested.");
        settings.define(
                MAX_DECLARED_LENGTH,
                ConfigDef.Type.INT,
                1 << 28,
                positive,
                ConfigDef.Importance.LOW,
                "Bytes of a string or bytes value, or elements of a block, that a payload may declare.");
        settings.define(
                MAX_EMPTY_ITEMS,
                ConfigDef.Type.INT,
                100_000,
                positive,
                ConfigDef.Importance.LOW,
                "Elements without bytes, such as nulls in an array, that a payload may declare.");
        return settings;
    }

    private static ConfigDef shared() {
        ConfigDef settings = RegistryClientConfig.configDef();
        add(settings, AUTO_REGISTER, ConfigDef.Type.BOOLEAN, false, "Register the schema of what is written.");
        SchemaSettings.addTo(settings);
        addRules(settings);
        add(
                settings,
                SCHEMA_BUNDLE,
                ConfigDef.Type.STRING,
                null,
                "A resource that holds schemas, to start without a registry.");
        return settings;
    }

    private static void addRules(ConfigDef settings) {
        add(settings, RULE_ACTIONS, ConfigDef.Type.LIST, List.of(), "Refused when set: rules are not executed here.");
        add(settings, RULE_EXECUTORS, ConfigDef.Type.LIST, List.of(), "Refused when set: rules are not executed here.");
        add(settings, "rule.metrics.enable", ConfigDef.Type.BOOLEAN, true, "Kept for copied configurations.");
        add(settings, "rule.service.loader.enable", ConfigDef.Type.BOOLEAN, true, "Kept for copied configurations.");
        add(
                settings,
                "validation.rules.executor.class",
                ConfigDef.Type.STRING,
                "io.confluent.kafka.schemaregistry.rules.cel.CelValidator",
                "Kept for copied configurations.");
        add(settings, "validation.rules.fail.fast", ConfigDef.Type.BOOLEAN, false, "Kept for copied configurations.");
        add(
                settings,
                PROPAGATE_TAGS,
                ConfigDef.Type.BOOLEAN,
                false,
                "Refused when true: tags are pushed with their schemas.");
        settings.define(
                "execution.environment",
                ConfigDef.Type.STRING,
                null,
                new OneOfOrNothing(List.of("all", "client", "gateway", "server", "none")),
                ConfigDef.Importance.LOW,
                "Where rules are executed; kept for copied configurations.");
    }

    static void add(
            ConfigDef settings, String name, ConfigDef.Type type, @Nullable Object byDefault, String documentation) {
        settings.define(name, type, byDefault, ConfigDef.Importance.MEDIUM, documentation);
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
