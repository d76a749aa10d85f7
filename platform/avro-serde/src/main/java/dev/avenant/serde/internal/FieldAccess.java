package dev.avenant.serde.internal;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Where records of one class and schema hold the fields to write. The primitive fields of a generated class are read by
 * their getters, since {@code get(place)} would wrap each of them in an object.
 */
final class FieldAccess {

    private final Schema own;
    private final Class<?> type;
    private final int[] places;
    private final @Nullable PrimitiveField[] getters;

    private FieldAccess(Schema own, Class<?> type, int[] places, @Nullable PrimitiveField[] getters) {
        this.own = own;
        this.type = type;
        this.places = places;
        this.getters = getters;
    }

    static FieldAccess of(IndexedRecord record, Schema target, int[] places) {
        @Nullable PrimitiveField[] getters = new @Nullable PrimitiveField[places.length];
        if (record instanceof SpecificRecordBase) {
            for (Schema.Field field : target.getFields()) {
                Schema.Field own = record.getSchema().getFields().get(places[field.pos()]);
                boolean isSameType = field.schema().getType() == own.schema().getType();
                getters[field.pos()] =
                        isSameType ? PrimitiveField.of(record.getClass(), own.name(), own.schema()) : null;
            }
        }
        return new FieldAccess(record.getSchema(), record.getClass(), places, getters);
    }

    Schema own() {
        return own;
    }

    Class<?> type() {
        return type;
    }

    int place(int field) {
        return places[field];
    }

    /** Writes the field when it has a primitive getter, and says whether it has. */
    boolean writePrimitive(IndexedRecord record, int field, AvroOutput out) {
        PrimitiveField getter = getters[field];
        if (getter == null) {
            return false;
        }
        getter.write(record, out);
        return true;
    }
}
