package dev.avenant.operations.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Held against Avro's own encoder and decoder, with random schemas and values. */
@Tag("fast")
class AvroTraceTest {

    private static final int SCHEMAS = 200;

    @Test
    void readsWholeWhatAvroWrites() throws IOException {
        for (int seed = 0; seed < SCHEMAS; seed++) {
            Schema schema = new RandomSchemas(new Random(seed)).schema();
            for (GenericData.Record value : RandomValues.records(schema, 3, seed)) {
                byte[] bytes = written(schema, value);

                AvroTrace trace = AvroTrace.of(bytes, 0, schema, 10_000);

                assertThat(trace.failure()).as("seed %d, %s", seed, schema).isNull();
                assertThat(trace.end()).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void takesNothingForAValueThatAvroDoesNot() throws IOException {
        Random random = new Random(1);
        for (int seed = 0; seed < SCHEMAS; seed++) {
            Schema schema = new RandomSchemas(new Random(seed)).schema();
            for (GenericData.Record value : RandomValues.records(schema, 3, seed)) {
                byte[] damaged = damaged(written(schema, value), random);

                AvroTrace trace = AvroTrace.of(damaged, 0, schema, 10_000);

                if (trace.isWhole()) {
                    ByteArrayInputStream in = new ByteArrayInputStream(damaged);
                    assertThatCode(() -> new GenericDatumReader<>(schema)
                                    .read(null, DecoderFactory.get().directBinaryDecoder(in, null)))
                            .as("seed %d, %s", seed, schema)
                            .doesNotThrowAnyException();
                    assertThat(in.available()).isZero();
                } else {
                    assertThat(trace.whereItFails().orElseThrow().at()).isBetween(0, damaged.length);
                }
            }
        }
    }

    @Test
    void whatIsTaggedIsPersonalWithAllThatLiesInside() {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Contacts", "fields": [
                 {"name": "phones", "type": ["null", {"type": "map", "values": {"type": "array", "items": "string"}}],
                  "tags": ["PII"]},
                 {"name": "count", "type": "int"}]}
                """);

        AvroTrace trace = AvroTrace.of(new byte[] {2, 2, 6, 'A', 'd', 'a', 2, 2, '5', 0, 0, 14}, 0, schema, 100);

        assertThat(trace.parts())
                .extracting(AvroTrace.Part::path, AvroTrace.Part::type, AvroTrace.Part::isPersonal)
                .containsExactly(
                        tuple("/phones", "branch", true),
                        tuple("/phones", "a number of entries", true),
                        tuple("/phones/0", "key", true),
                        tuple("/phones/0", "a number of items", true),
                        tuple("/phones/0/0", "string", true),
                        tuple("/phones/0", "a number of items", true),
                        tuple("/phones", "a number of entries", true),
                        tuple("/count", "int", false));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        if (damaged.length > 0) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static byte[] written(Schema schema, GenericData.Record value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
