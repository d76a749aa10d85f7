package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Passes over a value that the reader has no field for. */
final class Skipper extends ValueReader {

    private final Schema schema;

    Skipper(Schema schema) {
        this.schema = schema;
    }

    @Override
    @Nullable
    public Object read(AvroInput in) throws IOException {
        skip(schema, in);
        return null;
    }

    private static void skip(Schema schema, AvroInput in) throws IOException {
        switch (schema.getType()) {
            case NULL -> in.readNull();
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case ENUM -> in.readEnum();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING -> in.skipString();
            case BYTES -> in.skipBytes();
            case FIXED -> in.skipFixed(schema.getFixedSize());
            case ARRAY -> skipBlocks(schema.getElementType(), false, in);
            case MAP -> skipBlocks(schema.getValueType(), true, in);
            case UNION -> skip(branchOf(schema, in), in);
            case RECORD -> skipRecord(schema, in);
        }
    }

    private static Schema branchOf(Schema union, AvroInput in) throws IOException {
        int branch = in.readIndex();
        List<Schema> types = union.getTypes();
        if (branch < 0 || branch >= types.size()) {
            throw new AvroTypeException(
                    "Union branch out of range: there are " + types.size() + " but received " + branch);
        }
        return types.get(branch);
    }

    private static void skipRecord(Schema schema, AvroInput in) throws IOException {
        in.enterRecord();
        for (Schema.Field field : schema.getFields()) {
            skip(field.schema(), in);
        }
        in.leaveRecord();
    }

    private static void skipBlocks(Schema element, boolean isMap, AvroInput in) throws IOException {
        int smallest = SmallestSize.of(element) + (isMap ? 1 : 0);
        for (int count = in.readBlock(smallest); count > 0; count = in.readBlock(smallest)) {
            for (int i = 0; i < count; i++) {
                if (isMap) {
                    in.skipString();
                }
                skip(element, in);
            }
        }
    }
}
