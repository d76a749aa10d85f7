package dev.avenant.serde.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** A primitive field of a generated class, written from where it lies: {@code get} would wrap its value in an object. */
final class PrimitiveField {

    private static final Map<Integer, Class<?>> TYPES = Map.of(
            ValueKind.BOOLEAN, boolean.class,
            ValueKind.INT, int.class,
            ValueKind.LONG, long.class,
            ValueKind.DOUBLE, double.class);

    private final int kind;
    private final VarHandle handle;

    private PrimitiveField(int kind, VarHandle handle) {
        this.kind = kind;
        this.handle = handle;
    }

    /** The field of that name in the class of a record; null when it is not a primitive one of that kind. */
    static @Nullable PrimitiveField of(IndexedRecord record, Schema.Field field, int kind) {
        Class<?> type = TYPES.get(kind);
        if (type == null || !(record instanceof SpecificRecordBase)) {
            return null;
        }
        try {
            Class<?> owner = record.getClass();
            VarHandle handle = MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, field.name(), type);
            return handle.get((Object) record).equals(record.get(field.pos()))
                    ? new PrimitiveField(kind, handle)
                    : null;
        } catch (ReflectiveOperationException notSo) {
            // Another name, another type or a closed module: the field is got at by its place, like every other.
            return null;
        }
    }

    void write(Object record, AvroOutput out) {
        switch (kind) {
            case ValueKind.BOOLEAN -> out.writeBoolean((boolean) handle.get(record));
            case ValueKind.INT -> out.writeInt((int) handle.get(record));
            case ValueKind.LONG -> out.writeLong((long) handle.get(record));
            default -> out.writeDouble((double) handle.get(record));
        }
    }
}
