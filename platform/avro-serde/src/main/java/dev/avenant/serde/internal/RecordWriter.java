package dev.avenant.serde.internal;

import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records field by field. A record whose own schema is another one than that to write, such as the latest
 * version, is written by the names of its fields, never by their places; a field it lacks stops it.
 */
final class RecordWriter extends ValueWriter {

    private final Schema schema;
    private ValueWriter[] fields = {};
    private String[] names = {};
    /** Where the records that came last have the fields; replaced as a whole. */
    private volatile Places last;

    RecordWriter(Schema schema) {
        this.schema = schema;
        this.last = new Places(schema, identity(schema.getFields().size()));
    }

    void complete(ValueWriter[] fieldWriters) {
        this.fields = fieldWriters;
        this.names = schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
    }

    @Override
    void write(@Nullable Object value, AvroOutput out) throws IOException {
        IndexedRecord record = (IndexedRecord) SimpleWriters.required(value, schema.getFullName());
        int[] places = placesIn(record.getSchema());
        ValueWriter[] writers = fields;
        int i = 0;
        try {
            for (; i < writers.length; i++) {
                writers[i].write(record.get(places[i]), out);
            }
        } catch (FieldFault fault) {
            throw fault.under(names[i]);
        } catch (RuntimeException fault) {
            throw new FieldFault(names[i], fault);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object is the common case; comparing schemas would cost more
    private int[] placesIn(Schema own) {
        Places known = last;
        if (known.own() != own) {
            known = new Places(own, placesByName(own));
            last = known;
        }
        return known.inRecord();
    }

    private int[] placesByName(Schema own) {
        List<Schema.Field> targets = schema.getFields();
        int[] places = new int[targets.size()];
        for (Schema.Field target : targets) {
            Schema.Field source = own.getField(target.name());
            if (source == null) {
                throw new AvroTypeException("Field " + target.name() + " of " + schema.getFullName()
                        + " as it is registered is missing in the record to write, whose class has the fields "
                        + own.getFields().stream().map(Schema.Field::name).toList()
                        + ". Build the producer with the registered version of the schema");
            }
            places[target.pos()] = source.pos();
        }
        return places;
    }

    private static int[] identity(int size) {
        int[] places = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = i;
        }
        return places;
    }

    @SuppressWarnings("ArrayRecordComponent") // written once, never handed out
    private record Places(Schema own, int[] inRecord) {}
}
