package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import dev.avenant.serde.TrustedRecords;
import dev.avenant.serde.model.Shipment;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The codec against Avro's own readers and writers, over random schemas, values and versions. */
@Tag("fast")
class PlainAvroTest {

    private static final int SCHEMAS = Integer.getInteger("avenant.differential.schemas", 4_000);
    private static final int VALUES = 5;
    private static final long SEED = Long.getLong("avenant.seed", 20_261_123L);
    private static final DecodingLimits LIMITS = new DecodingLimits(1000, 1 << 28, 1_000_000);

    private final GenericData data = RandomValues.conversions();

    @Test
    void writesTheBytesAndReadsTheValuesThatAvroDoes() throws IOException {
        int refused = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            long seed = SEED + i;
            Schema schema =
                    new RandomSchemas(new Random(seed)).withJavaStrings().schema();
            RandomValues values = RandomValues.converted(seed);
            Schema other = new OtherVersion(new Random(seed)).of(schema);
            RecordCodec.Writer writer = RecordCodec.writer(schema, data);
            RecordCodec.Reader same = RecordCodec.reader(schema, schema, data);
            for (int j = 0; j < VALUES; j++) {
                Object value = values.of(schema).orElseThrow();
                byte[] expected;
                try {
                    expected = writtenByAvro(schema, value);
                } catch (AvroTypeException otherDecimal) {
                    // Of two decimals in a union, Avro takes the first one, which may have fewer digits.
                    FieldPathException fault =
                            catchThrowableOfType(FieldPathException.class, () -> written(writer, value));
                    assertThat(otherDecimal)
                            .as("seed %d, %s", seed, schema)
                            .hasMessageStartingWith(fault.fault().getMessage());
                    continue;
                }

                assertThat(written(writer, value))
                        .as("seed %d, %s", seed, schema)
                        .isEqualTo(expected);
                assertSame(seed, schema, same.read(input(expected)), readByAvro(schema, schema, expected));
                refused += readAlike(seed, schema, other, expected) ? 0 : 1;
            }
        }
        int cases = SCHEMAS * VALUES;
        if (SCHEMAS >= 40_000) {
            System.out.println(cases + " values of " + SCHEMAS + " schemas from seed " + SEED
                    + " written and read alike; read as another version alike too, " + refused
                    + " of them refused by both");
        }
        assertThat(refused).as("pairs that both refuse, seed %d", SEED).isBetween(cases / 20, cases - cases / 20);
    }

    @Test
    void writesAndReadsGeneratedClassesAsAvroDoes() throws IOException {
        TrustedRecords.trust(Shipment.class);
        Schema schema = Shipment.SCHEMA$;
        GenericData model = SpecificData.getForSchema(schema);
        RecordCodec.Writer writer = RecordCodec.writer(schema, model);
        RecordCodec.Reader reader = RecordCodec.reader(schema, schema, model);
        SpecificDatumReader<Shipment> avro = new SpecificDatumReader<>(Shipment.class);
        for (int i = 0; i < SCHEMAS; i++) {
            byte[] bytes = writtenByAvro(
                    schema, RandomValues.converted(SEED + i).of(schema).orElseThrow());
            Shipment expected = avro.read(null, DecoderFactory.get().binaryDecoder(bytes, null));

            assertSame(SEED + i, schema, reader.read(input(bytes)), expected);
            assertThat(written(writer, expected)).as("seed %d", SEED + i).isEqualTo(writtenByAvro(expected));
        }
    }

    private static byte[] writtenByAvro(Shipment shipment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(Shipment.class).write(shipment, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Whether both read it, to the same value; otherwise both refuse it. */
    private boolean readAlike(long seed, Schema writer, Schema reader, byte[] bytes) throws IOException {
        Object expected;
        try {
            expected = readByAvro(writer, reader, bytes);
        } catch (EOFException faultOfAvro) {
            // Avro 1.12.2 asks for as many bytes as the reader's elements would take, where the writer's are shorter.
            assertThat(faultOfAvro).hasMessageMatching("(Collection|Map) claims .*");
            assertThat(failureOf(writer, reader, bytes) instanceof IOException)
                    .as("seed %d: fails as Avro does: %s read as %s", seed, writer, reader)
                    .isFalse();
            return true;
        } catch (AvroRuntimeException | IllegalArgumentException refused) {
            assertThat(failureOf(writer, reader, bytes))
                    .as("seed %d: Avro says %s for %s read as %s", seed, refused, writer, reader)
                    .isInstanceOfAny(AvroRuntimeException.class, refused.getClass());
            return false;
        }
        Object actual = RecordCodec.reader(writer, reader, data).read(input(bytes));
        assertSame(seed, reader, actual, expected);
        return true;
    }

    private static void assertSame(long seed, Schema schema, @Nullable Object actual, Object expected) {
        assertThat(RandomValues.same(actual, expected))
                .as("seed %d: %s is %s, as %s", seed, actual, expected, schema)
                .isTrue();
    }

    private @Nullable Exception failureOf(Schema writer, Schema reader, byte[] bytes) {
        try {
            RecordCodec.reader(writer, reader, data).read(input(bytes));
            return null;
        } catch (IOException | RuntimeException failed) {
            return FieldPathException.faultOf(failed);
        }
    }

    private static AvroInput input(byte[] bytes) {
        return new AvroInput(bytes, 0, bytes.length, LIMITS);
    }

    private static byte[] written(RecordCodec.Writer writer, @Nullable Object value) throws IOException {
        AvroOutput out = new AvroOutput();
        writer.write(value, out);
        return out.toByteArray();
    }

    private byte[] writtenByAvro(Schema schema, @Nullable Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<Object>(schema, data).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private Object readByAvro(Schema writer, Schema reader, byte[] bytes) throws IOException {
        return new GenericDatumReader<Object>(writer, reader, data)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
