package dev.avenant.registry.logical;

import java.util.List;
import org.apache.avro.Schema;

/** Values of any type ({@code VARIANT}), which Avro keeps as two fields of bytes: what the value is, and the value. */
final class Variants {

    static final String NAME = "confluent.type.Variant";

    private static final String LOGICAL_TYPE = "variant";
    private static final List<String> FIELDS = List.of("metadata", "value");

    private Variants() {}

    static Schema schema() {
        Schema variant = Schema.createRecord(
                NAME,
                null,
                null,
                false,
                FIELDS.stream()
                        .map(name -> new Schema.Field(name, Schema.create(Schema.Type.BYTES)))
                        .toList());
        variant.addProp(Property.LOGICAL_TYPE, LOGICAL_TYPE);
        return variant;
    }

    /** Whether a record is one: a record that only says so, and has other fields, is not. */
    static boolean isVariant(Schema record) {
        return SqlTypes.logicalType(record).equals(LOGICAL_TYPE)
                && record.getFields().stream().map(Schema.Field::name).toList().equals(FIELDS)
                && record.getFields().stream().allMatch(field -> field.schema().getType() == Schema.Type.BYTES);
    }
}
