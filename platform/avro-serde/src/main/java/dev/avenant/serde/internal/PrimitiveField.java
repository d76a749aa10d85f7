package dev.avenant.serde.internal;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Writes a primitive field of a generated class by its getter, without wrapping the value in an object. */
abstract class PrimitiveField {

    abstract void write(Object record, AvroOutput out);

    /** The field of that name; null when it is not primitive, or its getter cannot be used. */
    static @Nullable PrimitiveField of(Class<?> type, String field, Schema schema) {
        if (schema.getLogicalType() != null) {
            return null;
        }
        return switch (schema.getType()) {
            case LONG -> ofLong(getter(type, field, long.class, ToLongFunction.class, "applyAsLong"));
            case INT -> ofInt(getter(type, field, int.class, ToIntFunction.class, "applyAsInt"));
            case DOUBLE -> ofDouble(getter(type, field, double.class, ToDoubleFunction.class, "applyAsDouble"));
            case BOOLEAN -> ofBoolean(getter(type, field, boolean.class, Predicate.class, "test"));
            default -> null;
        };
    }

    private static @Nullable PrimitiveField ofLong(@Nullable ToLongFunction<Object> getter) {
        return getter == null
                ? null
                : new PrimitiveField() {
                    @Override
                    void write(Object record, AvroOutput out) {
                        out.writeLong(getter.applyAsLong(record));
                    }
                };
    }

    private static @Nullable PrimitiveField ofInt(@Nullable ToIntFunction<Object> getter) {
        return getter == null
                ? null
                : new PrimitiveField() {
                    @Override
                    void write(Object record, AvroOutput out) {
                        out.writeInt(getter.applyAsInt(record));
                    }
                };
    }

    private static @Nullable PrimitiveField ofDouble(@Nullable ToDoubleFunction<Object> getter) {
        return getter == null
                ? null
                : new PrimitiveField() {
                    @Override
                    void write(Object record, AvroOutput out) {
                        out.writeDouble(getter.applyAsDouble(record));
                    }
                };
    }

    private static @Nullable PrimitiveField ofBoolean(@Nullable Predicate<Object> getter) {
        return getter == null
                ? null
                : new PrimitiveField() {
                    @Override
                    void write(Object record, AvroOutput out) {
                        out.writeBoolean(getter.test(record));
                    }
                };
    }

    /** The getter as one of the JDK's functions, made in the class's own loader. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the function twice
    private static <T> @Nullable T getter(Class<?> type, String field, Class<?> result, Class<?> kind, String method) {
        String name = "get" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle getter = lookup.findVirtual(type, name, MethodType.methodType(result));
            return (T) LambdaMetafactory.metafactory(
                            lookup,
                            method,
                            MethodType.methodType(kind),
                            MethodType.methodType(result, Object.class),
                            getter,
                            MethodType.methodType(result, type))
                    .getTarget()
                    .invoke();
        } catch (Throwable noSuchGetter) {
            // Another name, another type or a closed module: the field is read by its place, like every other.
            return null;
        }
    }
}
