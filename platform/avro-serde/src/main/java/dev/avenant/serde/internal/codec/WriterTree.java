package dev.avenant.serde.internal.codec;

import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Builds the tree of writers for a schema; a record that holds itself is one node that holds itself. */
final class WriterTree {

    private final GenericData data;
    private final IdentityHashMap<Schema, RecordWriter> records = new IdentityHashMap<>();

    private WriterTree(GenericData data) {
        this.data = data;
    }

    static ValueWriter of(Schema schema, GenericData data) {
        return new WriterTree(data).writerOf(schema);
    }

    private ValueWriter writerOf(Schema schema) {
        ValueWriter raw = rawWriterOf(schema);
        return schema.getLogicalType() == null ? raw : new LogicalWriter(schema, data, raw);
    }

    private ValueWriter rawWriterOf(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> SimpleWriters.NULL;
            case BOOLEAN -> SimpleWriters.BOOLEAN;
            case INT -> SimpleWriters.INT;
            case LONG -> SimpleWriters.LONG;
            case FLOAT -> SimpleWriters.FLOAT;
            case DOUBLE -> SimpleWriters.DOUBLE;
            case STRING -> SimpleWriters.STRING;
            case BYTES -> SimpleWriters.BYTES;
            case FIXED -> new SimpleWriters.Fixed(schema);
            case ENUM -> new SimpleWriters.Enumeration(schema);
            case ARRAY -> new CollectionWriters.Array(writerOf(schema.getElementType()));
            case MAP -> new CollectionWriters.Dictionary(writerOf(schema.getValueType()));
            case UNION -> unionWriter(schema);
            case RECORD -> recordWriter(schema);
        };
    }

    private ValueWriter unionWriter(Schema union) {
        List<Schema> types = union.getTypes();
        return new UnionWriter(union, data, types.stream().map(this::writerOf).toArray(ValueWriter[]::new));
    }

    private ValueWriter recordWriter(Schema schema) {
        RecordWriter known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordWriter writer = new RecordWriter(schema);
        records.put(schema, writer);
        writer.complete(schema.getFields().stream()
                .map(field -> writerOf(field.schema()))
                .toArray(ValueWriter[]::new));
        return writer;
    }
}
