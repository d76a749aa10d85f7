package dev.avenant.serde.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Where records of one class and schema hold the fields to write. */
final class FieldAccess {

    /** Code for 200 fields took longer than the tree, as was measured, perhaps since it leaves the processor's cache. */
    private static final int MOST_COMPILED = 80;

    private final Schema own;
    private final Class<?> type;
    private final int[] places;
    private final @Nullable PrimitiveField[] primitives;
    private final RecordCodec.@Nullable Writer compiled;
    private final boolean byPlaceAlone;
    private final boolean genericInOrder;

    private FieldAccess(
            Schema own,
            Class<?> type,
            int[] places,
            @Nullable PrimitiveField[] primitives,
            RecordCodec.@Nullable Writer compiled) {
        this.own = own;
        this.type = type;
        this.places = places;
        this.primitives = primitives;
        this.compiled = compiled;
        this.byPlaceAlone = Arrays.stream(primitives).allMatch(Objects::isNull);
        this.genericInOrder = type == GenericData.Record.class
                && IntStream.range(0, places.length).allMatch(i -> places[i] == i);
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
        RecordCodec.Writer compiled = CompiledCodec.of(record.getClass(), "write", obstacleTo(places), () -> {
            List<CompiledWriter.Step> steps = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                Schema.Field source = own.getFields().get(places[i]);
                steps.add(new CompiledWriter.Step(targets.get(i), writers[i], source));
            }
            return CompiledWriter.of(record.getClass(), steps);
        });
        @Nullable PrimitiveField[] primitives = new @Nullable PrimitiveField[places.length];
        for (int i = 0; i < places.length; i++) {
            primitives[i] = PrimitiveField.of(record, own.getFields().get(places[i]), writers[i].kind());
        }
        return new FieldAccess(own, record.getClass(), places, primitives, compiled);
    }

    private static String obstacleTo(int[] places) {
        return places.length > MOST_COMPILED
                ? "it has more than " + MOST_COMPILED + " fields, and code for so many is no quicker"
                : "";
    }

    /** Whether it is a generic record that holds the fields in the order in which they are written. */
    boolean isGenericInOrder() {
        return genericInOrder;
    }

    /** Whether every field is to be got by its place, as those of generic records. */
    boolean isByPlaceAlone() {
        return byPlaceAlone;
    }

    /** The field as it lies in the class; null when it is to be got by its place. */
    @Nullable
    PrimitiveField primitive(int field) {
        return primitives[field];
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
