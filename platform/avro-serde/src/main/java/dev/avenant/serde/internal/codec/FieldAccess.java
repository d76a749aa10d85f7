package dev.avenant.serde.internal.codec;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Where records of one class and schema hold the fields to write. */
final class FieldAccess {

    private final Schema own;
    private final Class<?> type;
    private final int[] places;
    private final @Nullable PrimitiveField[] primitives;

    private FieldAccess(Schema own, Class<?> type, int[] places, @Nullable PrimitiveField[] primitives) {
        this.own = own;
        this.type = type;
        this.places = places;
        this.primitives = primitives;
    }

    /**
     * Finds out where a record holds the fields, and so all of its class and schema.
     *
     * @param places the place in the record of each field to write
     * @param writers what writes each of them
     */
    static FieldAccess of(IndexedRecord record, int[] places, ValueWriter[] writers) {
        Schema own = record.getSchema();
        @Nullable PrimitiveField[] primitives = new @Nullable PrimitiveField[places.length];
        for (int i = 0; i < places.length; i++) {
            primitives[i] = PrimitiveField.of(record, own.getFields().get(places[i]), writers[i].kind());
        }
        return new FieldAccess(own, record.getClass(), places, primitives);
    }

    @SuppressWarnings("ReferenceEquality") // the same object is the common case; comparing schemas would cost more
    boolean fits(IndexedRecord record) {
        return type == record.getClass() && own == record.getSchema();
    }

    int place(int field) {
        return places[field];
    }

    /** The field as it lies in the class; null when it is to be got by its place. */
    @Nullable
    PrimitiveField primitive(int field) {
        return primitives[field];
    }
}
