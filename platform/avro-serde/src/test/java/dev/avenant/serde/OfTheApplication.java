package dev.avenant.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** A record that the application trusts in the whole JVM, as those do that use Avro alone. */
public final class OfTheApplication extends SpecificRecordBase {

    public static final Schema SCHEMA$ = SchemaBuilder.record("OfTheApplication")
            .namespace("dev.avenant.serde")
            .fields()
            .requiredInt("number")
            .endRecord();

    private int number;

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return number;
    }

    @Override
    public void put(int field, Object value) {
        number = (Integer) value;
    }
}
