package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.DeepStack;
import dev.avenant.finding.Finding;
import java.util.List;

/** What in one schema Avro accepts although it cannot work. */
public final class SchemaValidity {
    private SchemaValidity() {}

    /** Looks for defaults that have no value and logical types that Avro ignores; empty when all is well. */
    public static List<Finding> check(ComparedSchema schema) {
        return DeepStack.run(schema.schema(), schema.schema(), () -> new InvalidSchema(schema).findings(), List::of);
    }
}
