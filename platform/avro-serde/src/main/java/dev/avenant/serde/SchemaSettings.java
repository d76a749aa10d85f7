package dev.avenant.serde;

import dev.avenant.serde.context.NullContextNameStrategy;
import dev.avenant.serde.id.DualSchemaIdDeserializer;
import dev.avenant.serde.id.PrefixSchemaIdSerializer;
import dev.avenant.serde.subject.AssociatedNameStrategy;
import org.apache.kafka.common.config.ConfigDef;

/** The settings that say with which schema of the registry something is written and read, and where its id stands. */
final class SchemaSettings {

    private SchemaSettings() {}

    static void addTo(ConfigDef settings) {
        addChoiceOfSchema(settings);
        addStrategies(settings);
    }

    private static void addChoiceOfSchema(ConfigDef settings) {
        AvroSettings.add(
                settings,
                AvroSettings.USE_LATEST_VERSION,
                ConfigDef.Type.BOOLEAN,
                false,
                "Write, or read, with the subject's latest version.");
        AvroSettings.add(
                settings,
                AvroSettings.USE_LATEST_WITH_METADATA,
                ConfigDef.Type.STRING,
                null,
                "The latest version with these properties, a=b,c=d.");
        AvroSettings.add(
                settings, AvroSettings.USE_SCHEMA_ID, ConfigDef.Type.INT, -1, "Write with the schema of this id.");
        AvroSettings.add(
                settings,
                AvroSettings.USE_SCHEMA_GUID,
                ConfigDef.Type.STRING,
                null,
                "Write with the schema of this GUID.");
        AvroSettings.add(
                settings,
                AvroSettings.LATEST_COMPATIBILITY_STRICT,
                ConfigDef.Type.BOOLEAN,
                true,
                "Refuse a latest version that breaks readers.");
        AvroSettings.add(
                settings,
                AvroSettings.ID_COMPATIBILITY_STRICT,
                ConfigDef.Type.BOOLEAN,
                true,
                "Refuse a schema of an id that breaks readers.");
        AvroSettings.add(
                settings, AvroSettings.LATEST_CACHE_SIZE, ConfigDef.Type.INT, 1000, "Latest versions to keep.");
        AvroSettings.add(
                settings,
                AvroSettings.LATEST_CACHE_TTL,
                ConfigDef.Type.INT,
                -1,
                "Seconds to keep a latest version; -1 for ever.");
        AvroSettings.add(
                settings,
                AvroSettings.MAX_SCHEMAS_PER_SUBJECT,
                ConfigDef.Type.INT,
                1000,
                "Schema objects to know by identity.");
        AvroSettings.add(
                settings,
                AvroSettings.NORMALIZE_SCHEMAS,
                ConfigDef.Type.BOOLEAN,
                false,
                "Let the registry normalize schemas.");
        AvroSettings.add(
                settings,
                AvroSettings.SCHEMA_FORMAT,
                ConfigDef.Type.STRING,
                null,
                "The form in which schemas are asked for.");
        AvroSettings.add(
                settings,
                AvroSettings.SCHEMA_REFLECTION,
                ConfigDef.Type.BOOLEAN,
                false,
                "Read and write plain classes by reflection.");
    }

    private static void addStrategies(ConfigDef settings) {
        AvroSettings.add(
                settings,
                AvroSettings.KEY_SUBJECT_NAME_STRATEGY,
                ConfigDef.Type.CLASS,
                AssociatedNameStrategy.class,
                "Names the subject of keys.");
        AvroSettings.add(
                settings,
                AvroSettings.VALUE_SUBJECT_NAME_STRATEGY,
                ConfigDef.Type.CLASS,
                AssociatedNameStrategy.class,
                "Names the subject of values.");
        AvroSettings.add(
                settings,
                AvroSettings.CONTEXT_NAME_STRATEGY,
                ConfigDef.Type.CLASS,
                NullContextNameStrategy.class,
                "Names the registry's context.");
        AvroSettings.add(
                settings,
                AvroSettings.KEY_ID_SERIALIZER,
                ConfigDef.Type.CLASS,
                PrefixSchemaIdSerializer.class,
                "Where keys carry the id.");
        AvroSettings.add(
                settings,
                AvroSettings.VALUE_ID_SERIALIZER,
                ConfigDef.Type.CLASS,
                PrefixSchemaIdSerializer.class,
                "Where values carry the id.");
        AvroSettings.add(
                settings,
                AvroSettings.KEY_ID_DESERIALIZER,
                ConfigDef.Type.CLASS,
                DualSchemaIdDeserializer.class,
                "Where the id of keys is.");
        AvroSettings.add(
                settings,
                AvroSettings.VALUE_ID_DESERIALIZER,
                ConfigDef.Type.CLASS,
                DualSchemaIdDeserializer.class,
                "Where the id of values is.");
    }
}
