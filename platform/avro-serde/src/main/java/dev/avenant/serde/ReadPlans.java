package dev.avenant.serde;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.internal.RecordCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Finds out how a record is read, once for each schema id. */
final class ReadPlans {

    private final SchemaStore store;
    private final Subjects subjects;
    private final DataModels models;
    private final LatestVersions latest;
    private final boolean usesLatest;
    private final Map<String, String> metadata;
    private final boolean isSpecific;
    private final @Nullable Class<?> fixedType;
    private final boolean isKey;
    private final Map<Object, ReadPlan> known = new ConcurrentHashMap<>();
    /** That of the record before, which is that of the next one more often than not. */
    private volatile @Nullable ReadPlan last;

    ReadPlans(
            SerdeConfig config,
            SchemaStore store,
            Subjects subjects,
            DataModels models,
            LatestVersions latest,
            boolean isKey) {
        this.store = store;
        this.subjects = subjects;
        this.models = models;
        this.latest = latest;
        this.isKey = isKey;
        this.metadata = SchemaChoice.metadata(config);
        this.usesLatest = config.getBoolean(AvroSettings.USE_LATEST_VERSION) || !metadata.isEmpty();
        this.isSpecific = config.getBoolean(AvroSettings.SPECIFIC_READER);
        this.fixedType = config.getClass(isKey ? AvroSettings.SPECIFIC_KEY_TYPE : AvroSettings.SPECIFIC_VALUE_TYPE);
        if (fixedType != null) {
            TrustedClasses.include(fixedType);
        }
    }

    /** How records of this id are read, by an id that is a number; the way that nearly every record takes. */
    ReadPlan of(String topic, int id) {
        ReadPlan recent = last;
        if (recent != null && recent.prefix() == id && !usesLatest) {
            return recent;
        }
        ReadPlan plan = of(topic, new SchemaId(id, null), null);
        last = plan;
        return plan;
    }

    ReadPlan of(String topic, SchemaId schemaId, @Nullable Schema readerSchema) {
        Object key = keyOf(topic, schemaId, readerSchema);
        if (usesLatest && latest.expires()) {
            return make(topic, schemaId, readerSchema);
        }
        ReadPlan plan = known.get(key);
        // One thread makes the plan, and asks the registry for it, and the others wait.
        return plan != null ? plan : known.computeIfAbsent(key, unknown -> make(topic, schemaId, readerSchema));
    }

    private Object keyOf(String topic, SchemaId schemaId, @Nullable Schema readerSchema) {
        if (readerSchema == null && !usesLatest && schemaId.id() != null) {
            return schemaId.id();
        }
        return new Key(usesLatest ? topic : "", schemaId, readerSchema);
    }

    private ReadPlan make(String topic, SchemaId schemaId, @Nullable Schema readerSchema) {
        FailureSite site = FailureSite.of(topic, isKey).withSchemaId(schemaId.toString());
        String early = subjects.nameFor(topic, null);
        SchemaStore.Registered writer = writerSchema(schemaId, early, site);
        String subject = early == null ? subjectOf(topic, writer.schema()) : early;
        Schema reader = readerSchema == null ? readerFor(writer, subject, site) : readerSchema;
        try {
            GenericData data = modelFor(reader);
            return new ReadPlan(
                    schemaId,
                    schemaId.id() == null ? -1 : schemaId.id(),
                    subject,
                    writer.schema(),
                    reader,
                    writer.schema().getType() == Schema.Type.BYTES && reader.getType() == Schema.Type.BYTES
                            ? ReadPlan.RAW_BYTES
                            : topLevel(RecordCodec.reader(writer.schema(), reader, data), reader));
        } catch (AvroRuntimeException unresolvable) {
            throw new SerdeException(
                    SerdeFailure.Kind.INCOMPATIBLE,
                    site.withSubject(subject),
                    "The reader's schema cannot read what was written: " + unresolvable.getMessage(),
                    unresolvable);
        }
    }

    private static RecordCodec.Reader topLevel(RecordCodec.Reader reader, Schema schema) {
        return schema.getType() == Schema.Type.STRING ? in -> String.valueOf(reader.read(in)) : reader;
    }

    private SchemaStore.Registered writerSchema(SchemaId schemaId, @Nullable String subject, FailureSite site) {
        try {
            return store.get(schemaId, subject);
        } catch (RegistryException failed) {
            throw RegistryFailures.of(
                    failed,
                    site.withSubject(subject),
                    "The schema that the record names could not be had",
                    SerdeFailure.Kind.UNKNOWN_SCHEMA_ID);
        }
    }

    private @Nullable String subjectOf(String topic, Schema writer) {
        try {
            return subjects.nameFor(topic, writer);
        } catch (SerdeException noRecord) {
            // A name is only needed to speak of the record, and for the latest version, which then says what is wrong.
            return null;
        }
    }

    private Schema readerFor(SchemaStore.Registered writer, @Nullable String subject, FailureSite site) {
        if (fixedType != null) {
            return schemaOf(fixedType);
        }
        if (usesLatest && subject != null) {
            try {
                return latest.of(subject, metadata).schema();
            } catch (RegistryException failed) {
                throw RegistryFailures.of(
                        failed,
                        site.withSubject(subject),
                        "The latest version to read with could not be had",
                        SerdeFailure.Kind.NOT_REGISTERED);
            }
        }
        return isSpecific ? generatedSchema(writer.schema(), site) : reflected(writer.schema());
    }

    private Schema reflected(Schema writer) {
        ReflectData reflect = models.reflect();
        if (reflect == null) {
            return writer;
        }
        Class<?> type = reflect.getClass(writer);
        return type == null || type == Object.class ? writer : reflect.getSchema(type);
    }

    private Schema schemaOf(Class<?> type) {
        ReflectData reflect = models.reflect();
        return reflect != null && !SpecificRecord.class.isAssignableFrom(type)
                ? reflect.getSchema(type)
                : SpecificData.get().getSchema(type);
    }

    private Schema generatedSchema(Schema writer, FailureSite site) {
        if (writer.getType() != Schema.Type.RECORD) {
            return writer;
        }
        Class<?> type = models.specific(writer).getClass() == GenericData.class ? null : specificClass(writer);
        if (type == null) {
            throw new SerdeException(
                    SerdeFailure.Kind.INCOMPATIBLE,
                    site,
                    "Could not find class " + writer.getFullName() + " specified in writer's schema whilst finding"
                            + " reader's schema for a SpecificRecord. Is the module with the generated classes on"
                            + " the class path?",
                    null);
        }
        return SpecificData.get().getSchema(type);
    }

    private @Nullable Class<?> specificClass(Schema writer) {
        return models.specific(writer) instanceof SpecificData data ? data.getClass(writer) : null;
    }

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

    private record Key(
            String topic, SchemaId schemaId, @Nullable Schema reader) {}
}
