package dev.avenant.serde.internal.deserialization;

import dev.avenant.registry.client.RegistryException;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.internal.codec.RecordCodec;
import dev.avenant.serde.internal.schema.BoundedMap;
import dev.avenant.serde.internal.schema.RegistryFailures;
import dev.avenant.serde.internal.schema.RuleSetCheck;
import dev.avenant.serde.internal.schema.SchemaCache;
import dev.avenant.serde.internal.schema.SubjectResolver;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds out how a record is read, once for each topic and schema id while there is room for what was found. */
public final class ResolvedReaderCache {

    private static final int RECENT = 64;

    private final SchemaCache store;
    private final SubjectResolver subjects;
    private final ReaderSchemaSelector readers;
    private final boolean isKey;
    private final Map<Key, ResolvedReader> known;
    /** Of the records that came last, by a few bits of the id; a race loses an entry at most. */
    private final @Nullable ResolvedReader[] recent = new @Nullable ResolvedReader[RECENT];

    /**
     * One that is filled as schemas are met.
     *
     * @param atMost how many readers are kept
     */
    public ResolvedReaderCache(
            SchemaCache store, SubjectResolver subjects, ReaderSchemaSelector readers, int atMost, boolean isKey) {
        this.store = store;
        this.subjects = subjects;
        this.readers = readers;
        this.known = BoundedMap.ofAtMost(atMost);
        this.isKey = isKey;
    }

    /** How records of this id are read, by an id that is a number; the way that nearly every record takes. */
    public ResolvedReader of(String topic, int id) {
        ResolvedReader before = recent[id & RECENT - 1];
        if (before != null
                && before.prefix() == id
                && !readers.mayChange()
                && before.topic().equals(topic)) {
            return before;
        }
        ResolvedReader plan = of(topic, new SchemaId(id, null), null);
        recent[id & RECENT - 1] = plan;
        return plan;
    }

    public ResolvedReader of(String topic, SchemaId schemaId, @Nullable Schema readerSchema) {
        if (readers.mayChange() && readerSchema == null) {
            return ofLatest(topic, schemaId);
        }
        Key key = new Key(topic, schemaId, readerSchema, null);
        ResolvedReader plan = known.get(key);
        // One thread makes the plan, and asks the registry for it, and the others wait.
        return plan != null ? plan : known.computeIfAbsent(key, unknown -> make(topic, schemaId, readerSchema));
    }

    /** What is latest may be another version soon; a plan is made once for each. */
    private ResolvedReader ofLatest(String topic, SchemaId schemaId) {
        FailureSite site = FailureSite.of(topic, isKey).withSchemaId(schemaId.toString());
        Written written = written(topic, schemaId, site);
        if (written.subject() == null) {
            return make(topic, schemaId, null);
        }
        SchemaCache.Registered current = readers.latestOf(written.subject(), site);
        return known.computeIfAbsent(
                new Key(topic, schemaId, null, current.schemaId()),
                unknown -> make(written, current.schema(), schemaId, site));
    }

    private ResolvedReader make(String topic, SchemaId schemaId, @Nullable Schema readerSchema) {
        FailureSite site = FailureSite.of(topic, isKey).withSchemaId(schemaId.toString());
        Written written = written(topic, schemaId, site);
        return make(written, readerSchema == null ? readerFor(written, site) : readerSchema, schemaId, site);
    }

    private Schema readerFor(Written written, FailureSite site) {
        try {
            return readers.of(written.schema(), written.subject(), site);
        } catch (AvroRuntimeException noClassOfRecords) {
            throw unresolvable(noClassOfRecords, site.withSubject(written.subject()));
        } catch (SecurityException untrusted) {
            throw untrusted(untrusted, site.withSubject(written.subject()));
        }
    }

    private Written written(String topic, SchemaId schemaId, FailureSite site) {
        String early = subjects.nameFor(topic, null);
        SchemaCache.Registered writer = writerSchema(schemaId, early == null ? subjects.contextOf(topic) : early, site);
        RuleSetCheck.refuseForReading(writer.rules(), site.withSubject(early));
        return new Written(topic, writer.schema(), early == null ? subjectOf(topic, writer.schema()) : early);
    }

    private ResolvedReader make(Written written, Schema reader, SchemaId schemaId, FailureSite site) {
        Schema writer = written.schema();
        try {
            return new ResolvedReader(
                    written.topic(),
                    schemaId,
                    schemaId.id() == null ? -1 : schemaId.id(),
                    written.subject(),
                    writer,
                    reader,
                    writer.getType() == Schema.Type.BYTES
                            ? ResolvedReader.RAW_BYTES
                            : topLevel(readers.decoder(writer, reader), writer, reader));
        } catch (AvroRuntimeException unresolvable) {
            throw unresolvable(unresolvable, site.withSubject(written.subject()));
        } catch (SecurityException untrusted) {
            throw untrusted(untrusted, site.withSubject(written.subject()));
        }
    }

    private static SerdeException unresolvable(AvroRuntimeException unresolvable, FailureSite site) {
        return new SerdeException(
                SerdeFailure.Kind.INCOMPATIBLE,
                site,
                "The reader's schema cannot read what was written: " + unresolvable.getMessage(),
                unresolvable);
    }

    private static SerdeException untrusted(SecurityException untrusted, FailureSite site) {
        return new SerdeException(
                SerdeFailure.Kind.INCOMPATIBLE, site, String.valueOf(untrusted.getMessage()), untrusted);
    }

    /** A string that stands alone is Java's own. */
    private static RecordCodec.Reader topLevel(RecordCodec.Reader decoder, Schema writer, Schema reader) {
        boolean isText = writer.getType() == Schema.Type.STRING && reader.getType() != Schema.Type.BYTES;
        return isText ? in -> String.valueOf(decoder.read(in)) : decoder;
    }

    private SchemaCache.Registered writerSchema(SchemaId schemaId, @Nullable String subject, FailureSite site) {
        try {
            return store.get(schemaId, subject);
        } catch (RegistryException failed) {
            throw RegistryFailures.of(
                    failed,
                    site.withSubject(subject),
                    "The schema that the record names could not be fetched",
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

    /** The schema that a record was written with, and the subject that is spoken of. */
    private record Written(
            String topic, Schema schema, @Nullable String subject) {}

    /** @param latest the version that is latest while it is asked for again; null where it is not */
    private record Key(
            String topic,
            SchemaId schemaId,
            @Nullable Schema reader,
            @Nullable SchemaId latest) {}
}
