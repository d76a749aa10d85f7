package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.DenseReferences;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.internal.schema.ReferencedSchemaParser;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each type has a field of every type before it, so the ways from the last to the first are more than memory holds. */
@Tag("fast")
class DenseReferencesTest {

    @Test
    void areParsedToOneObjectForEachType() {
        Schema schema = ReferencedSchemaParser.parse(
                dense(24),
                reference -> dense(Integer.parseInt(reference.subject().substring(1))));

        Schema above = schema.getField("f23").schema();
        assertThat(schema.getField("f0").schema())
                .isSameAs(above.getField("f0").schema())
                .isSameAs(above.getField("f22").schema().getField("f0").schema());
    }

    private static RegisteredSchema dense(int number) {
        List<SchemaReference> references = IntStream.range(0, number)
                .mapToObj(i -> new SchemaReference("T" + i, "T" + i, 1))
                .toList();
        return new RegisteredSchema(
                "T" + number,
                1,
                number + 1,
                null,
                null,
                references,
                DenseReferences.record("T", number, "int", ""),
                null);
    }
}
