package dev.avenant.serde.internal.codec;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Where records of one class and schema hold the fields to write. */
final class FieldAccess {

    private final Schema own;
    private final Class<?> type;
    private final int[] places;
    private final RecordCodec.@Nullable Writer compiled;

    private FieldAccess(Schema own, Class<?> type, int[] places, RecordCodec.@Nullable Writer compiled) {
        this.own = own;
        this.type = type;
        this.places = places;
        this.compiled = compiled;
    }

    /**
     * Finds out where a record holds the fields, and so all of its class and schema.
     *
     * @param targets the fields to write
     * @param places the place in the record of each of them
     * @param writers what writes each of them
     */
    static FieldAccess of(IndexedRecord record, List<Schema.Field> targets, int[] places, ValueWriter[] writers) {
        Schema own = record.getSchema();
        RecordCodec.Writer compiled = CompiledCodec.of(record.getClass(), "write", () -> {
            List<CompiledWriter.Step> steps = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                Schema.Field source = own.getFields().get(places[i]);
                steps.add(new CompiledWriter.Step(targets.get(i), writers[i], source));
            }
            return CompiledWriter.of(record.getClass(), steps);
        });
        return new FieldAccess(own, record.getClass(), places, compiled);
    }

    @SuppressWarnings("ReferenceEquality") // the same object is the common case; comparing schemas would cost more
    boolean fits(IndexedRecord record) {
        return type == record.getClass() && own == record.getSchema();
    }

    /** The code that writes such records, made for their class; null when there is none. */
    RecordCodec.@Nullable Writer compiled() {
        return compiled;
    }

    int place(int field) {
        return places[field];
    }
}
