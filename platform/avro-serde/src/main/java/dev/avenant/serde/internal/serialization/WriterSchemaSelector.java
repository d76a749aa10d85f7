package dev.avenant.serde.internal.serialization;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.schema.JavaStringProperty;
import dev.avenant.serde.internal.schema.LatestVersionCache;
import dev.avenant.serde.internal.schema.RegistryFailures;
import dev.avenant.serde.internal.schema.RuleSetCheck;
import dev.avenant.serde.internal.schema.SchemaCache;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.jspecify.annotations.Nullable;

/** Decides with which registered schema a value is written: the one just registered, a fixed, the latest or its own. */
public final class WriterSchemaSelector {

    private final SchemaCache store;
    private final LatestVersionCache latest;
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

    public WriterSchemaSelector(SerdeConfig config, SchemaCache store, LatestVersionCache latest, boolean isKey) {
        this.store = store;
        this.latest = latest;
        this.isKey = isKey;
        this.registers = config.getBoolean(KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS);
        this.normalizes = config.getBoolean(KafkaAvroSerdeConfig.NORMALIZE_SCHEMAS);
        this.removesJavaProperties = config.getBoolean(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPERTIES);
        this.fixed = fixedId(config);
        this.fixedBy = fixed == null || fixed.id() != null
                ? KafkaAvroSerdeConfig.USE_SCHEMA_ID
                : KafkaAvroSerdeConfig.USE_SCHEMA_GUID;
        this.isFixedStrict = config.getBoolean(KafkaAvroSerdeConfig.ID_COMPATIBILITY_STRICT);
        this.metadata = metadata(config);
        this.usesLatest = config.getBoolean(KafkaAvroSerdeConfig.USE_LATEST_VERSION) || !metadata.isEmpty();
        this.isLatestStrict = config.getBoolean(KafkaAvroSerdeConfig.LATEST_COMPATIBILITY_STRICT);
    }

    private static @Nullable SchemaId fixedId(SerdeConfig config) {
        int id = config.getInt(KafkaAvroSerdeConfig.USE_SCHEMA_ID);
        if (id >= 0) {
            return new SchemaId(id, null);
        }
        if (!config.isGiven(KafkaAvroSerdeConfig.USE_SCHEMA_GUID)) {
            return null;
        }
        String guid = config.text(KafkaAvroSerdeConfig.USE_SCHEMA_GUID);
        try {
            return new SchemaId(null, UUID.fromString(guid));
        } catch (IllegalArgumentException noGuid) {
            throw SerdeConfig.refused(KafkaAvroSerdeConfig.USE_SCHEMA_GUID, "'" + guid + "' is no GUID");
        }
    }

    public static Map<String, String> metadata(SerdeConfig config) {
        Map<String, String> properties = new HashMap<>();
        String given = config.text(KafkaAvroSerdeConfig.USE_LATEST_WITH_METADATA);
        for (String pair : given.isBlank() ? new String[0] : given.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw SerdeConfig.refused(
                        KafkaAvroSerdeConfig.USE_LATEST_WITH_METADATA, "'" + pair + "' is not of the form name=value");
            }
            properties.put(
                    pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
        }
        return properties;
    }

    /** Whether the answer holds for a while only. */
    public boolean changesWithTime() {
        return usesLatest && !registers && latest.expires();
    }

    /** The registered schema to write a value of this schema with, whose subject may be unknown. */
    public SchemaCache.Registered find(@Nullable String subject, Schema schema, FailureSite site) {
        if (registers) {
            Schema sent = removesJavaProperties ? JavaStringProperty.removedFrom(schema) : schema;
            return asked(
                    "The schema could not be registered",
                    SerdeFailure.Kind.REGISTRY_REJECTED,
                    site,
                    () -> store.register(required(subject, site), sent, normalizes));
        }
        if (fixed != null) {
            return asked(
                    "The schema of " + fixedBy + " could not be fetched",
                    SerdeFailure.Kind.UNKNOWN_SCHEMA_ID,
                    site,
                    () -> store.get(fixed, subject));
        }
        if (usesLatest) {
            return asked(
                    "The latest version could not be fetched",
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
    public void check(SchemaCache.Registered found, Schema schema, FailureSite site) {
        RuleSetCheck.refuseForWriting(
                found.rules(), site.withSchemaId(found.schemaId().toString()));
        if (registers) {
            return;
        }
        if (fixed != null) {
            refuseIncompatible(found, schema, isFixedStrict, KafkaAvroSerdeConfig.ID_COMPATIBILITY_STRICT, site);
        } else if (usesLatest) {
            refuseIncompatible(found, schema, isLatestStrict, KafkaAvroSerdeConfig.LATEST_COMPATIBILITY_STRICT, site);
        }
        MissingFieldCheck.refuseMissingFields(found, schema, site);
    }

    private SchemaCache.Registered lookup(String subject, Schema schema, FailureSite site) {
        Schema sent = removesJavaProperties ? JavaStringProperty.removedFrom(schema) : schema;
        return asked(
                "The " + (isKey ? "key" : "value") + " schema " + name(schema) + " is not registered. Register it"
                        + " before it is written with (avenant push), or set "
                        + KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS + "=true",
                SerdeFailure.Kind.NOT_REGISTERED,
                site,
                () -> store.lookup(subject, sent, normalizes));
    }

    private static String name(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFullName() : schema.toString();
    }

    private static void refuseIncompatible(
            SchemaCache.Registered target, Schema own, boolean isStrict, String setting, FailureSite site) {
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

    private static SchemaCache.Registered asked(
            String what, SerdeFailure.Kind absent, FailureSite site, Supplier<SchemaCache.Registered> question) {
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
