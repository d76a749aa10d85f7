package dev.avenant.serde.internal.deserialization;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.codec.RecordCodec;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.conversion.DataModels;
import dev.avenant.serde.internal.conversion.TrustedClasses;
import dev.avenant.serde.internal.schema.LatestVersionCache;
import dev.avenant.serde.internal.schema.RegistryFailures;
import dev.avenant.serde.internal.schema.SchemaCache;
import dev.avenant.serde.internal.serialization.WriterSchemaSelector;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** With which schema records are read: that of their class, the latest one, or the one that they were written with. */
public final class ReaderSchemaSelector {

    private final DataModels models;
    private final LatestVersionCache latest;
    private final boolean usesLatest;
    private final Map<String, String> metadata;
    private final boolean isSpecific;
    private final @Nullable Class<?> fixedType;

    public ReaderSchemaSelector(SerdeConfig config, DataModels models, LatestVersionCache latest, boolean isKey) {
        this.models = models;
        this.latest = latest;
        this.metadata = WriterSchemaSelector.metadata(config);
        this.usesLatest = config.getBoolean(KafkaAvroSerdeConfig.USE_LATEST_VERSION) || !metadata.isEmpty();
        this.isSpecific = config.getBoolean(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER);
        this.fixedType = fixedType(config, isKey);
        if (fixedType != null) {
            trusted().include(fixedType);
        }
    }

    private TrustedClasses trusted() {
        return models.trusted();
    }

    /** The type that all records become; it counts where classes are asked for at all, and is left aside otherwise. */
    private static @Nullable Class<?> fixedType(SerdeConfig config, boolean isKey) {
        String key = isKey
                ? KafkaAvroDeserializerConfig.SPECIFIC_AVRO_KEY_TYPE
                : KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE;
        Class<?> type = config.getClass(key);
        boolean isReflected = config.getBoolean(KafkaAvroSerdeConfig.SCHEMA_REFLECTION);
        if (type == null || isReflected) {
            return type;
        }
        if (!config.getBoolean(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER)) {
            return null;
        }
        if (!SpecificRecord.class.isAssignableFrom(type)) {
            throw SerdeConfig.refused(
                    key,
                    type.getName() + " is no class that Avro generated; name one, or set "
                            + KafkaAvroSerdeConfig.SCHEMA_REFLECTION + "=true");
        }
        return type;
    }

    /** Whether what is read with now may be another version soon. */
    public boolean mayChange() {
        return usesLatest && latest.expires() && fixedType == null;
    }

    /** The schema to read what was written with this one; the subject may be unknown. */
    public Schema of(Schema writer, @Nullable String subject, FailureSite site) {
        if (fixedType != null) {
            return schemaOf(fixedType);
        }
        if (usesLatest && subject != null) {
            return latestOf(subject, site).schema();
        }
        return isSpecific ? generatedSchema(writer, site) : reflected(writer, site);
    }

    /** The latest version of a subject. */
    public SchemaCache.Registered latestOf(String subject, FailureSite site) {
        try {
            return latest.of(subject, metadata);
        } catch (RegistryException failed) {
            throw RegistryFailures.of(
                    failed,
                    site.withSubject(subject),
                    "The latest version to read with could not be fetched",
                    SerdeFailure.Kind.NOT_REGISTERED);
        }
    }

    private Schema reflected(Schema writer, FailureSite site) {
        ReflectData reflect = models.reflect();
        if (reflect == null || writer.getType() != Schema.Type.RECORD) {
            return writer;
        }
        Class<?> type = models.trustedClass(writer);
        if (type == null) {
            throw missingClass(writer, "a reflected class", site);
        }
        return schemaOf(type);
    }

    private static SerdeException missingClass(Schema writer, String kind, FailureSite site) {
        return new SerdeException(
                SerdeFailure.Kind.INCOMPATIBLE,
                site,
                "Could not find class " + writer.getFullName() + " specified in writer's schema whilst finding"
                        + " reader's schema for " + kind + ". Is the module with the class on the class path?",
                null);
    }

    private Schema schemaOf(Class<?> type) {
        ReflectData reflect = models.reflect();
        Schema schema = reflect == null || SpecificRecord.class.isAssignableFrom(type)
                ? SpecificData.get().getSchema(type)
                : reflect.getSchema(type);
        trusted().includeAllOf(schema);
        return schema;
    }

    private Schema generatedSchema(Schema writer, FailureSite site) {
        if (writer.getType() != Schema.Type.RECORD) {
            return writer;
        }
        Class<?> type = models.trustedClass(writer);
        if (type == null) {
            throw missingClass(writer, "a SpecificRecord", site);
        }
        return schemaOf(type);
    }

    /**
     * What reads as objects of this schema what another one wrote.
     *
     * @throws SecurityException when it names a class that is not trusted
     */
    public RecordCodec.Reader decoder(Schema writer, Schema reader) {
        return models.reader(writer, reader, modelFor(reader));
    }

    /** The model of the objects that records of this schema become. */
    private GenericData modelFor(Schema reader) {
        ReflectData reflect = models.reflect();
        boolean isReflected = reflect != null
                && (fixedType == null || !SpecificRecord.class.isAssignableFrom(fixedType))
                && !isSpecific;
        if (isReflected && reflect != null) {
            return reflect;
        }
        return isSpecific || fixedType != null ? models.specific(reader) : models.generic();
    }
}
