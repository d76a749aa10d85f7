package dev.avenant.serde.internal.serialization;

import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.codec.RecordCodec;
import dev.avenant.serde.internal.schema.NamedTypes;
import dev.avenant.serde.internal.schema.SchemaCache;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;

/**
 * Sees to it that a value can be written with another schema than its own. Fields are matched by name, a renamed
 * one by the aliases that it is registered with; a field that the value's class lacks stops the writer at once, since
 * whatever stood in its place would be a value nobody stated.
 */
public final class MissingFieldCheck {

    private MissingFieldCheck() {}

    public static void refuseMissingFields(SchemaCache.Registered target, Schema own, FailureSite site) {
        if (target.schema().equals(own)) {
            return;
        }
        Map<String, Schema> ownTypes = NamedTypes.of(own);
        for (Schema record : NamedTypes.of(target.schema()).values()) {
            Schema same = ownTypes.get(record.getFullName());
            if (same != null && same.getType() == Schema.Type.RECORD && record.getType() == Schema.Type.RECORD) {
                refuseMissingFields(record, same, target, site);
            }
        }
    }

    private static void refuseMissingFields(
            Schema record, Schema own, SchemaCache.Registered target, FailureSite site) {
        for (Schema.Field field : record.getFields()) {
            if (RecordCodec.fieldFor(field, own) == null) {
                throw missing(record, field, target, site);
            }
        }
    }

    private static SerdeException missing(
            Schema record, Schema.Field field, SchemaCache.Registered target, FailureSite site) {
        String what = "Field " + field.name() + " of " + record.getFullName()
                + " as it is registered is missing in the class to write";
        return new SerdeException(
                SerdeFailure.Kind.INCOMPATIBLE,
                site.withSchemaId(target.schemaId().toString()).withPath(field.name(), null),
                what + ". Build the producer with the registered version of the schema",
                new AvroTypeException(what));
    }
}
