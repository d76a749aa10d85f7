package dev.avenant.serde;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.id.SchemaId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.jspecify.annotations.Nullable;

/** Decides with which registered schema a value is written: the one just registered, a fixed, the latest or its own. */
final class SchemaChoice {

    private final SchemaStore store;
    private final LatestVersions latest;
    private final boolean isKey;
    private final boolean registers;
    private final boolean normalizes;
    private final boolean removesJavaProperties;
    private final @Nullable SchemaId fixed;
    private final String fixedBy;
    private final boolean isFixedStrict;
    private final boolean usesLatest;
    private final boolean isLatestStrict;
    private final Map<String, String> metadata;

    SchemaChoice(SerdeConfig config, SchemaStore store, LatestVersions latest, boolean isKey) {
        this.store = store;
        this.latest = latest;
        this.isKey = isKey;
        this.registers = config.getBoolean(AvroSettings.AUTO_REGISTER);
        this.normalizes = config.getBoolean(AvroSettings.NORMALIZE_SCHEMAS);
        this.removesJavaProperties = config.getBoolean(AvroSettings.REMOVE_JAVA_PROPERTIES);
        this.fixed = fixedId(config);
        this.fixedBy = fixed == null || fixed.id() != null ? AvroSettings.USE_SCHEMA_ID : AvroSettings.USE_SCHEMA_GUID;
        this.isFixedStrict = config.getBoolean(AvroSettings.ID_COMPATIBILITY_STRICT);
        this.metadata = metadata(config);
        this.usesLatest = config.getBoolean(AvroSettings.USE_LATEST_VERSION) || !metadata.isEmpty();
        this.isLatestStrict = config.getBoolean(AvroSettings.LATEST_COMPATIBILITY_STRICT);
    }

    private static @Nullable SchemaId fixedId(SerdeConfig config) {
        int id = config.getInt(AvroSettings.USE_SCHEMA_ID);
        if (id >= 0) {
            return new SchemaId(id, null);
        }
        if (!config.isGiven(AvroSettings.USE_SCHEMA_GUID)) {
            return null;
        }
        String guid = config.text(AvroSettings.USE_SCHEMA_GUID);
        try {
            return new SchemaId(null, UUID.fromString(guid));
        } catch (IllegalArgumentException noGuid) {
            throw SerdeConfig.refused(AvroSettings.USE_SCHEMA_GUID, "'" + guid + "' is no GUID");
        }
    }

    static Map<String, String> metadata(SerdeConfig config) {
        Map<String, String> properties = new HashMap<>();
        String given = config.text(AvroSettings.USE_LATEST_WITH_METADATA);
        for (String pair : given.isBlank() ? new String[0] : given.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw SerdeConfig.refused(
                        AvroSettings.USE_LATEST_WITH_METADATA, "'" + pair + "' is not of the form name=value");
            }
            properties.put(
                    pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
        }
        return properties;
    }

    /** Whether the answer holds for a while only. */
    boolean changesWithTime() {
        return usesLatest && !registers && latest.expires();
    }

    /** The registered schema to write a value of this schema with, whose subject may be unknown. */
    SchemaStore.Registered find(@Nullable String subject, Schema schema, FailureSite site) {
        if (registers) {
            Schema sent = removesJavaProperties ? JavaProperties.removedFrom(schema) : schema;
            return asked(
                    "The schema could not be registered",
                    SerdeFailure.Kind.REGISTRY_REJECTED,
                    site,
                    () -> store.register(required(subject, site), sent, normalizes));
        }
        if (fixed != null) {
            return asked(
                    "The schema of " + fixedBy + " could not be had",
                    SerdeFailure.Kind.UNKNOWN_SCHEMA_ID,
                    site,
                    () -> store.get(fixed, subject));
        }
        if (usesLatest) {
            return asked(
                    "The latest version could not be had",
                    SerdeFailure.Kind.NOT_REGISTERED,
                    site,
                    () -> latest.of(required(subject, site), metadata));
        }
        return lookup(required(subject, site), schema, site);
    }

    /**
     * Sees to it that the schema that was found can be written with.
     *
     * @throws SerdeException when readers of that schema could not read what a value of its own schema says, or when
     *     it has a field that the value lacks or a rule to execute
     */
    void check(SchemaStore.Registered found, Schema schema, FailureSite site) {
        Rules.refuseForWriting(found.rules(), site.withSchemaId(found.schemaId().toString()));
        if (registers) {
            return;
        }
        if (fixed != null) {
            refuseIncompatible(found, schema, isFixedStrict, AvroSettings.ID_COMPATIBILITY_STRICT, site);
        } else if (usesLatest) {
            refuseIncompatible(found, schema, isLatestStrict, AvroSettings.LATEST_COMPATIBILITY_STRICT, site);
        }
        WrittenByName.refuseMissingFields(found, schema, site);
    }

    private SchemaStore.Registered lookup(String subject, Schema schema, FailureSite site) {
        Schema sent = removesJavaProperties ? JavaProperties.removedFrom(schema) : schema;
        return asked(
                "The " + (isKey ? "key" : "value") + " schema " + name(schema) + " is not registered. Register it"
                        + " before it is written with (avenant push), or set " + AvroSettings.AUTO_REGISTER + "=true",
                SerdeFailure.Kind.NOT_REGISTERED,
                site,
                () -> store.lookup(subject, sent, normalizes));
    }

    private static String name(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFullName() : schema.toString();
    }

    private static void refuseIncompatible(
            SchemaStore.Registered target, Schema own, boolean isStrict, String setting, FailureSite site) {
        if (isStrict
                && SchemaCompatibility.checkReaderWriterCompatibility(target.schema(), own)
                                .getType()
                        != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            String what = "Incompatible schema: what " + name(own)
                    + " writes cannot be read with the registered schema " + target.schema();
            throw new SerdeException(
                    SerdeFailure.Kind.INCOMPATIBLE,
                    site.withSchemaId(target.schemaId().toString()),
                    what + ". Build the producer with that version, or set " + setting + "=false",
                    new IOException(what));
        }
    }

    private static SchemaStore.Registered asked(
            String what, SerdeFailure.Kind absent, FailureSite site, Supplier<SchemaStore.Registered> question) {
        try {
            return question.get();
        } catch (RegistryException failed) {
            throw RegistryFailures.of(failed, site, what, absent);
        }
    }

    private static String required(@Nullable String subject, FailureSite site) {
        if (subject == null) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    site,
                    "The subject name strategy gives no subject for the schema to write",
                    null);
        }
        return subject;
    }
}
