package dev.avenant.serde.internal.config;

import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.registry.client.config.SettingNames;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings as given, with Confluent's class names turned into ours, and checked against one another. */
public final class SerdeConfig extends AbstractConfig {

    private static final Map<String, String> OURS = Map.of(
            "io.confluent.kafka.serializers.subject.", "dev.avenant.serde.subject.",
            "io.confluent.kafka.serializers.schema.id.", "dev.avenant.serde.id.",
            "io.confluent.kafka.serializers.context.", "dev.avenant.serde.context.");
    private static final SettingNames NAMES = names();

    private final RegistryClientConfig registry;

    private SerdeConfig(ConfigDef definition, Map<String, ?> settings) {
        super(definition, settings, false);
        this.registry = new RegistryClientConfig(originals());
    }

    /** How the registry is reached. */
    public RegistryClientConfig registry() {
        return registry;
    }

    public static SerdeConfig ofSerializer(Map<String, ?> given) {
        SerdeConfig config = of(KafkaAvroSerializerConfig.configDef(), given);
        config.refuseTwoSchemasToWriteWith();
        return config;
    }

    public static SerdeConfig ofDeserializer(Map<String, ?> given) {
        return of(KafkaAvroDeserializerConfig.configDef(), given);
    }

    private static SerdeConfig of(ConfigDef definition, Map<String, ?> given) {
        NAMES.requireKnown(given.keySet());
        SerdeConfig config = new SerdeConfig(definition, withOurClasses(definition, given));
        config.refuseWhatDoesNotGoTogether();
        return config;
    }

    private static SettingNames names() {
        Set<String> known = new HashSet<>(KafkaAvroSerializerConfig.configDef().names());
        known.addAll(KafkaAvroDeserializerConfig.configDef().names());
        List<String> prefixes = new ArrayList<>(RegistryClientConfig.PREFIXES);
        prefixes.addAll(List.of("specific.avro.", "avenant.", "auto.register.", "use.latest.", "use.schema."));
        return new SettingNames(
                known, prefixes, List.of(".subject.name.strategy", ".schema.id.serializer", ".schema.id.deserializer"));
    }

    private static Map<String, Object> withOurClasses(ConfigDef definition, Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            Object value = given.get(key.name);
            if (key.type == ConfigDef.Type.CLASS && value != null) {
                settings.put(key.name, ourClass(value));
            }
        }
        return settings;
    }

    private static Object ourClass(Object value) {
        String name = value instanceof Class<?> type
                ? type.getName()
                : value.toString().trim();
        for (Map.Entry<String, String> entry : OURS.entrySet()) {
            if (name.startsWith(entry.getKey())) {
                String ours = entry.getValue() + name.substring(entry.getKey().length());
                try {
                    return Class.forName(ours, true, SerdeConfig.class.getClassLoader());
                } catch (ClassNotFoundException notOurs) {
                    return value;
                }
            }
        }
        return value;
    }

    private void refuseWhatDoesNotGoTogether() {
        if (!getList(KafkaAvroSerdeConfig.RULE_EXECUTORS).isEmpty()) {
            throw refused(
                    KafkaAvroSerdeConfig.RULE_EXECUTORS, "rules are not executed by this serde; remove the setting");
        }
        if (!getList(KafkaAvroSerdeConfig.RULE_ACTIONS).isEmpty()) {
            throw refused(
                    KafkaAvroSerdeConfig.RULE_ACTIONS, "rules are not executed by this serde; remove the setting");
        }
        if (getBoolean(KafkaAvroSerdeConfig.PROPAGATE_SCHEMA_TAGS)) {
            throw refused(
                    KafkaAvroSerdeConfig.PROPAGATE_SCHEMA_TAGS,
                    "tags are registered with their schema; set it to false");
        }
        if (values().containsKey(KafkaAvroSerializerConfig.VALIDATION_RULES_EXECUTION)
                && !"DISABLED".equalsIgnoreCase(getString(KafkaAvroSerializerConfig.VALIDATION_RULES_EXECUTION))) {
            throw refused(
                    KafkaAvroSerializerConfig.VALIDATION_RULES_EXECUTION,
                    "rules are not executed by this serde; set it to DISABLED");
        }
    }

    private @Nullable String usesSchemaId() {
        if (getInt(KafkaAvroSerdeConfig.USE_SCHEMA_ID) >= 0) {
            return KafkaAvroSerdeConfig.USE_SCHEMA_ID;
        }
        return isGiven(KafkaAvroSerdeConfig.USE_SCHEMA_GUID) ? KafkaAvroSerdeConfig.USE_SCHEMA_GUID : null;
    }

    private void refuseTwoSchemasToWriteWith() {
        String id = usesSchemaId();
        refuseBoth(
                KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS, getBoolean(KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS), id);
        refuseBoth(KafkaAvroSerdeConfig.USE_LATEST_VERSION, getBoolean(KafkaAvroSerdeConfig.USE_LATEST_VERSION), id);
        refuseBoth(
                KafkaAvroSerdeConfig.USE_LATEST_WITH_METADATA,
                isGiven(KafkaAvroSerdeConfig.USE_LATEST_WITH_METADATA),
                id);
        if (getInt(KafkaAvroSerdeConfig.USE_SCHEMA_ID) >= 0) {
            refuseBoth(
                    KafkaAvroSerdeConfig.USE_SCHEMA_ID,
                    isGiven(KafkaAvroSerdeConfig.USE_SCHEMA_GUID),
                    KafkaAvroSerdeConfig.USE_SCHEMA_GUID);
        }
    }

    private static void refuseBoth(String one, boolean isOn, @Nullable String other) {
        if (isOn && other != null) {
            throw refused(
                    one, "it is given together with " + other + ", which names another schema; remove one of them");
        }
    }

    public static ConfigException refused(String key, String why) {
        return new ConfigException("Setting " + key + " cannot be used: " + why);
    }

    /** Whether a setting was given, and not empty. */
    public boolean isGiven(String key) {
        Object value = originals().get(key);
        return value != null && !value.toString().isEmpty();
    }

    public String text(String key) {
        String value = getString(key);
        return value == null ? "" : value;
    }
}
