package dev.avenant.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;

/**
 * Sees to it that a value can be written with another schema than its own. Fields are matched by name; a field that the
 * value's class lacks stops the writer at once, since whatever stood in its place would be a value nobody stated.
 */
final class WrittenByName {

    private WrittenByName() {}

    static void refuseMissingFields(SchemaStore.Registered target, Schema own, FailureSite site) {
        if (target.schema().equals(own)) {
            return;
        }
        Map<String, Schema> ownRecords = new HashMap<>();
        collect(own, ownRecords);
        Map<String, Schema> targets = new HashMap<>();
        collect(target.schema(), targets);
        for (Schema record : targets.values()) {
            Schema same = ownRecords.get(record.getFullName());
            for (Schema.Field field : record.getFields()) {
                if (same != null && same.getField(field.name()) == null) {
                    throw missing(record, field, target, site);
                }
            }
        }
    }

    private static SerdeException missing(
            Schema record, Schema.Field field, SchemaStore.Registered target, FailureSite site) {
        String what = "Field " + field.name() + " of " + record.getFullName()
                + " as it is registered is missing in the class to write";
        return new SerdeException(
                SerdeFailure.Kind.INCOMPATIBLE,
                site.withSchemaId(target.schemaId().toString()).withPath(field.name(), null),
                what + ". Build the producer with the registered version of the schema",
                new AvroTypeException(what));
    }

    private static void collect(Schema schema, Map<String, Schema> records) {
        switch (schema.getType()) {
            case ARRAY -> collect(schema.getElementType(), records);
            case MAP -> collect(schema.getValueType(), records);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, records));
            case RECORD -> {
                if (records.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), records));
                }
            }
            default -> {}
        }
    }
}
