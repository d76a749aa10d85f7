package jobplatform.compatibility.iceberg;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.avro.AvroSchemaUtil;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Tables of iceberg-core in memory, whose schema is changed by name to that of another Avro schema. */
final class IcebergTables implements AutoCloseable {
    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private int tables;

    IcebergTables() {
        catalog.initialize("tables", Map.of());
        catalog.createNamespace(Namespace.of("t"));
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }

    /** Whether there can be a table of the schema. */
    static boolean hasTable(Schema schema) {
        try {
            AvroSchemaUtil.toIceberg(schema);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Makes a table of the one schema and changes it to the other; the reason when Iceberg refuses, empty when it has done so. */
    Optional<String> evolve(Schema older, Schema newer) {
        org.apache.iceberg.Schema before = AvroSchemaUtil.toIceberg(older);
        Table table = catalog.createTable(
                TableIdentifier.of("t", "t" + tables++),
                before,
                PartitionSpec.unpartitioned(),
                Map.of("format-version", "3"));
        org.apache.iceberg.Schema after;
        try {
            after = AvroSchemaUtil.toIceberg(newer);
            UpdateSchema update = table.updateSchema();
            new Steps(update).struct(table.schema().asStruct(), after.asStruct(), present(newer), "");
            update.commit();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (!shape(table.schema().asStruct()).equals(shape(after.asStruct()))) {
            throw new AssertionError("the table is " + table.schema() + " and not " + after);
        }
        return Optional.empty();
    }

    /** A type without ids, docs, defaults and the order of columns. */
    private static Object shape(Type type) {
        if (type.isStructType()) {
            Map<String, Object> columns = new HashMap<>();
            for (Types.NestedField field : type.asStructType().fields()) {
                columns.put(field.name(), List.of(field.isOptional(), shape(field.type())));
            }
            return columns;
        }
        if (type.isListType()) {
            Types.ListType list = type.asListType();
            return List.of("list", list.isElementOptional(), shape(list.elementType()));
        }
        if (type.isMapType()) {
            Types.MapType map = type.asMapType();
            return List.of("map", shape(map.keyType()), map.isValueOptional(), shape(map.valueType()));
        }
        return type.toString();
    }

    private static Schema present(Schema schema) {
        return AvroSchemaUtil.isOptionSchema(schema)
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }

    /** The calls that lead from one type to another. */
    private record Steps(UpdateSchema update) {
        void struct(Types.StructType before, Types.StructType after, @Nullable Schema avro, String path) {
            for (Types.NestedField field : before.fields()) {
                if (after.field(field.name()) == null) {
                    update.deleteColumn(path + field.name());
                }
            }
            for (Types.NestedField field : after.fields()) {
                Types.NestedField known = before.field(field.name());
                Schema.Field avroField =
                        avro != null && avro.getType() == Schema.Type.RECORD ? avro.getField(field.name()) : null;
                if (known == null) {
                    add(field, avroField, path);
                } else {
                    nullability(known.isOptional(), field.isOptional(), path + field.name());
                    type(
                            known.type(),
                            field.type(),
                            avroField == null ? null : avroField.schema(),
                            path + field.name());
                }
            }
        }

        private void add(Types.NestedField field, Schema.@Nullable Field avro, String path) {
            String parent = path.isEmpty() ? null : path.substring(0, path.length() - 1);
            if (field.isOptional()) {
                update.addColumn(parent, field.name(), field.type(), field.doc());
            } else {
                update.addRequiredColumn(parent, field.name(), field.type(), field.doc(), literal(field.type(), avro));
            }
        }

        private void nullability(boolean wasOptional, boolean isOptional, String name) {
            if (isOptional && !wasOptional) {
                update.makeColumnOptional(name);
            } else if (!isOptional && wasOptional) {
                update.requireColumn(name);
            }
        }

        private void type(Type before, Type after, @Nullable Schema avro, String name) {
            Schema schema = avro == null ? null : present(avro);
            if (before.isStructType() && after.isStructType()) {
                struct(before.asStructType(), after.asStructType(), schema, name + ".");
            } else if (before.isListType() && after.isListType()) {
                Types.ListType old = before.asListType();
                Types.ListType list = after.asListType();
                nullability(old.isElementOptional(), list.isElementOptional(), name + ".element");
                Schema items = schema == null ? null : schema.getElementType();
                type(old.elementType(), list.elementType(), items, name + ".element");
            } else if (before.isMapType() && after.isMapType()) {
                Types.MapType old = before.asMapType();
                Types.MapType map = after.asMapType();
                Schema pairs = schema != null && schema.getType() == Schema.Type.ARRAY ? schema : null;
                type(old.keyType(), map.keyType(), pairs == null ? null : part(pairs, "key"), name + ".key");
                nullability(old.isValueOptional(), map.isValueOptional(), name + ".value");
                Schema value = pairs != null ? part(pairs, "value") : schema == null ? null : schema.getValueType();
                type(old.valueType(), map.valueType(), value, name + ".value");
            } else if (after.isPrimitiveType()) {
                update.updateColumn(name, after.asPrimitiveType());
            } else {
                throw new IllegalArgumentException("UpdateSchema has no call that makes " + name + " nested");
            }
        }

        private static Schema part(Schema array, String name) {
            return array.getElementType().getField(name).schema();
        }
    }

    /** The default as Iceberg keeps it; null when there is none, or it cannot be a literal. */
    private static @Nullable Literal<?> literal(Type type, Schema.@Nullable Field field) {
        Object value = field == null ? null : field.defaultVal();
        if (value == null || !type.isPrimitiveType()) {
            return null;
        }
        if (type instanceof Types.DecimalType decimal) {
            return Expressions.lit(new BigDecimal(new BigInteger((byte[]) value), decimal.scale()))
                    .to(type);
        }
        if (type.typeId() == Type.TypeID.UUID) {
            if (value instanceof byte[] bytes) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return Expressions.lit(new UUID(buffer.getLong(), buffer.getLong()));
            }
            return Expressions.lit(UUID.fromString((String) value));
        }
        if (value instanceof byte[] bytes) {
            return Expressions.lit(ByteBuffer.wrap(bytes)).to(type);
        }
        return switch (type.typeId()) {
            case TIME, TIMESTAMP, TIMESTAMP_NANO ->
                Expressions.lit(((Number) value).longValue()).to(type);
            case FLOAT -> Expressions.lit(((Number) value).floatValue());
            default -> Expressions.lit(value).to(type);
        };
    }
}
