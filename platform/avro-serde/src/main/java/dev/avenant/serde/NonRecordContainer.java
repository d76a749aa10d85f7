package dev.avenant.serde;

import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/**
 * A value together with a schema that cannot be told from it, such as a string that is one branch of a union.
 *
 * @param value the value to write; null when the schema allows it
 */
public record NonRecordContainer(Schema schema, @Nullable Object value) implements GenericContainer {

    public NonRecordContainer {
        Objects.requireNonNull(schema, "schema");
    }

    @Override
    public Schema getSchema() {
        return schema;
    }
}
