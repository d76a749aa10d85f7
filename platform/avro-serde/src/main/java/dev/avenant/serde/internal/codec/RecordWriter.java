package dev.avenant.serde.internal.codec;

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
    private GenericCode generic;
    /** How the records that came last hold the fields; replaced as a whole. */
    private volatile @Nullable FieldAccess last;

    RecordWriter(Schema schema) {
        this.schema = schema;
        this.generic = new GenericCode(schema, fields);
    }

    void complete(ValueWriter[] fieldWriters) {
        this.fields = fieldWriters;
        this.generic = new GenericCode(schema, fieldWriters);
        this.names = schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
    }

    @Override
    void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
        IndexedRecord record = (IndexedRecord) SimpleWriters.required(value, schema.getFullName());
        FieldAccess access = accessTo(record);
        RecordCodec.Writer compiled = access.isGenericInOrder() ? generic.writer() : access.compiled();
        if (compiled != null) {
            compiled.write(record, out);
            return;
        }
        ValueWriter[] writers = fields;
        int i = 0;
        try {
            if (access.isByPlaceAlone()) {
                for (; i < writers.length; i++) {
                    writers[i].write(record.get(access.place(i)), out);
                }
                return;
            }
            for (; i < writers.length; i++) {
                PrimitiveField primitive = access.primitive(i);
                if (primitive != null) {
                    primitive.write(record, out);
                } else {
                    writers[i].write(record.get(access.place(i)), out);
                }
            }
        } catch (FieldPathException fault) {
            throw fault.under(names[i]);
        } catch (RuntimeException fault) {
            throw new FieldPathException(names[i], fault);
        }
    }

    private FieldAccess accessTo(IndexedRecord record) {
        FieldAccess known = last;
        if (known == null || !known.fits(record)) {
            known = FieldAccess.of(record, schema.getFields(), placesByName(record.getSchema()), fields);
            last = known;
        }
        return known;
    }

    private int[] placesByName(Schema own) {
        List<Schema.Field> targets = schema.getFields();
        int[] places = new int[targets.size()];
        for (Schema.Field target : targets) {
            Schema.Field source = RecordCodec.fieldFor(target, own);
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
}
