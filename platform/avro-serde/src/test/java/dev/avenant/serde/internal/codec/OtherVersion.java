package dev.avenant.serde.internal.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;

/**
 * Another version of a schema, at any depth of it: fields left out, moved, renamed under an alias, widened or new with a
 * default, union branches moved or new, symbols left out. Often readers of it can read what was written, and often not.
 */
final class OtherVersion {

    private final Random random;
    private final Map<String, Schema> done = new HashMap<>();
    private int names;

    OtherVersion(Random random) {
        this.random = random;
    }

    Schema of(Schema schema) {
        Schema known = schema.getType() == Schema.Type.RECORD || schema.getType() == Schema.Type.ENUM
                ? done.get(schema.getFullName())
                : null;
        if (known != null) {
            return known;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> enumeration(schema);
            case ARRAY -> Schema.createArray(of(schema.getElementType()));
            case MAP -> Schema.createMap(of(schema.getValueType()));
            case UNION -> union(schema);
            default -> widened(schema);
        };
    }

    private Schema record(Schema record) {
        Schema other = Schema.createRecord(record.getName(), null, record.getNamespace(), false);
        done.put(record.getFullName(), other);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            if (random.nextInt(8) > 0) {
                fields.add(kept(field));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.add(added("n" + i));
        }
        Collections.shuffle(fields, random);
        other.setFields(fields);
        return other;
    }

    private Schema.Field kept(Schema.Field field) {
        Schema schema = of(field.schema());
        if (random.nextInt(10) > 0) {
            return new Schema.Field(field.name(), schema, null, null);
        }
        Schema.Field renamed = new Schema.Field("renamed" + names++, schema, null, null);
        renamed.addAlias(field.name());
        return renamed;
    }

    private Schema enumeration(Schema schema) {
        List<String> symbols = new ArrayList<>(schema.getEnumSymbols());
        if (symbols.size() > 1 && random.nextInt(3) == 0) {
            symbols.remove(symbols.size() - 1);
        }
        Collections.shuffle(symbols, random);
        Schema other = Schema.createEnum(
                schema.getName(), null, schema.getNamespace(), symbols, random.nextBoolean() ? symbols.get(0) : null);
        done.put(schema.getFullName(), other);
        return other;
    }

    private Schema union(Schema union) {
        List<Schema> branches = new ArrayList<>();
        for (Schema branch : union.getTypes()) {
            if (random.nextInt(10) > 0) {
                boolean isNamed = branch.getType() == Schema.Type.RECORD || branch.getType() == Schema.Type.ENUM;
                branches.add(isNamed ? of(branch) : branch);
            }
        }
        Collections.shuffle(branches, random);
        return branches.isEmpty() ? union : Schema.createUnion(branches);
    }

    private Schema widened(Schema schema) {
        if (schema.getLogicalType() != null || random.nextInt(3) > 0) {
            return schema;
        }
        return switch (schema.getType()) {
            case INT ->
                Schema.create(
                        switch (random.nextInt(3)) {
                            case 0 -> Schema.Type.LONG;
                            case 1 -> Schema.Type.FLOAT;
                            default -> Schema.Type.DOUBLE;
                        });
            case LONG -> Schema.create(random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.DOUBLE);
            case FLOAT -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> random.nextBoolean() ? nullable(schema) : Schema.create(Schema.Type.BYTES);
            case BYTES -> Schema.create(Schema.Type.STRING);
            case BOOLEAN -> random.nextInt(4) == 0 ? Schema.create(Schema.Type.INT) : nullable(schema);
            default -> schema;
        };
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private Schema.Field added(String name) {
        return switch (random.nextInt(7)) {
            case 0 -> new Schema.Field(name, Schema.create(Schema.Type.INT), null, 7);
            case 1 -> new Schema.Field(name, Schema.create(Schema.Type.STRING), null, "new");
            case 2 ->
                new Schema.Field(
                        name, nullable(Schema.create(Schema.Type.LONG)), null, Schema.Field.NULL_DEFAULT_VALUE);
            case 3 -> new Schema.Field(name, Schema.createMap(Schema.create(Schema.Type.LONG)), null, Map.of("a", 1L));
            case 4 -> new Schema.Field(name, Schema.create(Schema.Type.BYTES), null, new byte[] {(byte) 0xff, 0});
            case 5 -> new Schema.Field(name, nested(), null, Map.of("inner", 3, "also", List.of("x")));
            default ->
                new Schema.Field(name, Schema.createArray(Schema.create(Schema.Type.STRING)), null, List.of("a", "b"));
        };
    }

    private Schema nested() {
        return Schema.createRecord(
                "New" + names++,
                null,
                "random",
                false,
                List.of(
                        new Schema.Field("inner", Schema.create(Schema.Type.INT), null, null),
                        new Schema.Field("also", Schema.createArray(Schema.create(Schema.Type.STRING)), null, null)));
    }
}
