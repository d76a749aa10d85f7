package dev.avenant.serde.internal.serialization;

import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.internal.codec.RecordCodec;
import dev.avenant.serde.internal.conversion.DataModels;
import dev.avenant.serde.internal.schema.BoundedMap;
import dev.avenant.serde.internal.schema.SchemaCache;
import dev.avenant.serde.internal.schema.SubjectResolver;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Finds out with which registered schema a value is written, once for each topic and schema. A schema is known by its
 * identity, which costs nothing, and by equality when the object is new.
 */
public final class ResolvedWriterCache {

    private static final int RECENT = 64;

    private final WriterSchemaSelector choice;
    private final SubjectResolver subjects;
    private final DataModels models;
    private final boolean isKey;
    private final boolean changesWithTime;
    /** Of the records that came last, by a few bits of the schema's identity; a race loses an entry at most. */
    private final @Nullable Recent[] recent = new @Nullable Recent[RECENT];

    private final Map<ByIdentity, ResolvedWriter> byIdentity;
    private final Map<ByEquality, ResolvedWriter> byEquality;

    /**
     * One that is filled as schemas are met.
     *
     * @param atMost how many writers are kept, by identity and by equality each
     */
    public ResolvedWriterCache(
            WriterSchemaSelector choice, SubjectResolver subjects, DataModels models, int atMost, boolean isKey) {
        this.choice = choice;
        this.subjects = subjects;
        this.models = models;
        this.byIdentity = BoundedMap.ofAtMost(atMost);
        this.byEquality = BoundedMap.ofAtMost(atMost);
        this.isKey = isKey;
        this.changesWithTime = choice.changesWithTime() || subjects.changeWithTime();
    }

    /** What to write this value with. */
    public ResolvedWriter of(String topic, Object value) {
        Schema schema = schemaOfRecord(value);
        if (schema == null) {
            return find(topic, value, models.schemaOf(value));
        }
        int place = System.identityHashCode(schema) & RECENT - 1;
        Recent known = recent[place];
        if (known != null && known.fits(topic, schema, value)) {
            return known.target();
        }
        ResolvedWriter found = find(topic, value, schema);
        if (!changesWithTime) {
            recent[place] = new Recent(topic, schema, value.getClass(), found);
        }
        return found;
    }

    /** The schema of a record, asked by its class, which is quicker than by an interface. */
    private static @Nullable Schema schemaOfRecord(Object value) {
        if (value instanceof SpecificRecordBase generated) {
            return generated.getSchema();
        }
        return value instanceof GenericData.Record generic ? generic.getSchema() : null;
    }

    private ResolvedWriter find(String topic, Object value, Schema schema) {
        ByIdentity key = new ByIdentity(topic, schema, value instanceof SpecificRecord);
        ResolvedWriter known = byIdentity.get(key);
        return known != null && !changesWithTime ? known : remember(key, equal(topic, schema, models.forValue(value)));
    }

    /** What to write objects of a generated class with. */
    public ResolvedWriter ofGenerated(String topic, Class<? extends SpecificRecord> type) {
        Schema schema = SpecificData.get().getSchema(type);
        return remember(new ByIdentity(topic, schema, true), equal(topic, schema, models.specific(type)));
    }

    private ResolvedWriter remember(ByIdentity key, ResolvedWriter target) {
        byIdentity.put(key, target);
        return target;
    }

    private ResolvedWriter equal(String topic, Schema schema, GenericData data) {
        ByEquality key = new ByEquality(topic, schema, data);
        // One thread asks the registry and the others wait for it.
        return changesWithTime
                ? byEquality.compute(key, (asked, old) -> resolve(topic, schema, data, old))
                : byEquality.computeIfAbsent(key, asked -> resolve(topic, schema, data, null));
    }

    /** @param old what held until now, which is kept when the registry still says the same; null for none */
    private ResolvedWriter resolve(String topic, Schema schema, GenericData data, @Nullable ResolvedWriter old) {
        String subject = subjects.nameFor(topic, schema);
        FailureSite site = FailureSite.of(topic, isKey).withSubject(subject);
        boolean isOfOldSubject = old != null && Objects.equals(old.subject(), subject);
        if (old != null && isOfOldSubject && !choice.changesWithTime()) {
            return old;
        }
        SchemaCache.Registered chosen = choice.find(subject, schema, site);
        if (old != null && isOfOldSubject && old.schemaId().equals(chosen.schemaId())) {
            return old;
        }
        choice.check(chosen, schema, site);
        RecordCodec.Writer writer = chosen.schema().getType() == Schema.Type.BYTES
                ? ResolvedWriter.RAW_BYTES
                : models.writer(chosen.schema(), data);
        Integer id = chosen.schemaId().id();
        return new ResolvedWriter(subject, chosen.schemaId(), id == null ? -1 : id, chosen.schema(), writer);
    }

    private record Recent(String topic, Schema schema, Class<?> type, ResolvedWriter target) {
        @SuppressWarnings("ReferenceEquality") // the same object is the common case
        boolean fits(String otherTopic, Schema otherSchema, Object value) {
            return schema == otherSchema && type == value.getClass() && topic.equals(otherTopic);
        }
    }

    /** A key that compares schemas as objects. */
    private static final class ByIdentity {
        private final String topic;
        private final Schema schema;
        private final boolean isGenerated;

        ByIdentity(String topic, Schema schema, boolean isGenerated) {
            this.topic = topic;
            this.schema = schema;
            this.isGenerated = isGenerated;
        }

        @Override
        public int hashCode() {
            return topic.hashCode() ^ System.identityHashCode(schema);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the point of this key
        public boolean equals(@Nullable Object other) {
            return other instanceof ByIdentity that
                    && schema == that.schema
                    && isGenerated == that.isGenerated
                    && topic.equals(that.topic);
        }
    }

    private record ByEquality(String topic, Schema schema, GenericData data) {
        @Override
        public int hashCode() {
            return topic.hashCode() * 31 + schema.hashCode();
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a data model is known by its identity
        public boolean equals(@Nullable Object other) {
            return other instanceof ByEquality that
                    && data == that.data
                    && topic.equals(that.topic)
                    && schema.equals(that.schema);
        }
    }
}
