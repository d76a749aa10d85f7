package jobplatform.compatibility;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Records of a schema, made from a seed: each branch and symbol comes up in turn, and values at the edges. */
final class Samples {
    private final Random random;
    private int turn;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** That many records of the schema. */
    List<GenericData.Record> of(Schema schema, int count) {
        List<GenericData.Record> records = new ArrayList<>();
        for (turn = 0; turn < count; turn++) {
            records.add(record(schema));
        }
        return records;
    }

    private GenericData.Record record(Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(turn % schema.getEnumSymbols().size()));
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = 0; i < turn % 4; i++) {
                    items.add(value(schema.getElementType()));
                }
                yield items;
            }
            case MAP -> {
                Map<String, @Nullable Object> entries = new HashMap<>();
                for (int i = 0; i < turn % 3; i++) {
                    entries.put("key" + i, value(schema.getValueType()));
                }
                yield entries;
            }
            case UNION -> value(schema.getTypes().get(turn % schema.getTypes().size()));
            case FIXED -> {
                byte[] bytes = new byte[schema.getFixedSize()];
                random.nextBytes(bytes);
                yield new GenericData.Fixed(schema, bytes);
            }
            case STRING -> text(schema);
            case BYTES -> {
                byte[] bytes = new byte[1 + random.nextInt(4)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case INT -> turn == 0 ? 0 : turn == 1 ? Integer.MAX_VALUE : random.nextInt();
            case LONG -> turn == 0 ? 0L : turn == 1 ? Long.MAX_VALUE : random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
        };
    }

    private String text(Schema schema) {
        if (schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(LogicalTypes.uuid().getName())) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return turn == 0 ? "" : String.format(Locale.ROOT, "text %d, ünïcode ☃", random.nextInt(1_000));
    }
}
