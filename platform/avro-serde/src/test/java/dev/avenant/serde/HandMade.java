package dev.avenant.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** A record by somebody who implemented what Avro generates. */
public final class HandMade extends SpecificRecordBase {

    public static final Schema SCHEMA$ = SchemaBuilder.record("HandMade")
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
