package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that is made for generated classes against Avro's own readers and writers, over the classes of random schemas. */
@Tag("fast")
class RandomClassesTest {

    private static final int SCHEMAS = Integer.getInteger("avenant.differential.classes", 20);
    private static final int VALUES = 30;
    private static final long SEED = Long.getLong("avenant.seed", 20_261_130L);
    private static final DecodingLimits LIMITS = new DecodingLimits(1000, 1 << 20, 100_000);

    @TempDir
    private Path directory;

    @Test
    void areWrittenAndReadAsAvroDoes() throws Exception {
        long compiled = CodecReport.INSTANCE.getCompiled();
        for (long seed = SEED; seed < SEED + SCHEMAS; seed++) {
            Class<?> type = RandomClasses.of(new RandomSchemas(new Random(seed)), "Same" + seed, directory)
                    .load();
            Model model = Model.of(type);
            RecordCodec.Reader reader = RecordCodec.reader(model.schema(), model.schema(), model.data());
            RecordCodec.Writer writer = RecordCodec.writer(model.schema(), model.data());
            for (int i = 0; i < VALUES; i++) {
                byte[] bytes = writtenGeneric(model.schema(), seed + i);

                Object expected = readByAvro(model, model.schema(), bytes);

                assertSame(reader.read(input(bytes)), expected, "seed " + seed + ", " + model.schema());
                assertThat(written(writer, expected))
                        .as("seed %d, %s", seed, model.schema())
                        .isEqualTo(writtenByAvro(model, expected));
                byte[] mutated = mutated(bytes, new Random(seed + i));
                isReadAlike(model, model.schema(), mutated, "seed " + seed + ", mutated, " + model.schema());
            }
        }
        assertThat(CodecReport.INSTANCE.getCompiled() - compiled).isGreaterThanOrEqualTo(2L * SCHEMAS);
    }

    @Test
    void areReadFromAnotherVersionAsAvroDoes() throws Exception {
        int read = 0;
        for (long seed = SEED; seed < SEED + SCHEMAS; seed++) {
            Model model = Model.of(RandomClasses.of(new RandomSchemas(new Random(seed)), "Other" + seed, directory)
                    .load());
            Schema other = new OtherVersion(new Random(seed)).of(model.schema());
            for (int i = 0; i < VALUES; i++) {
                byte[] bytes = writtenGeneric(other, seed + i);
                read += isReadAlike(model, other, bytes, "seed " + seed + ": " + other + " as " + model.schema())
                        ? 1
                        : 0;
            }
        }
        assertThat(read).isGreaterThan(SCHEMAS * VALUES / 20);
    }

    @Test
    void areReadByGeneralCodeWhereTheirClassLoaderIsAnotherAndGoWithIt() throws Exception {
        RandomSchemas schemas = new RandomSchemas(new Random(SEED));
        long general = CodecReport.INSTANCE.getGeneral();

        WeakReference<Class<?>> type =
                readApart(RandomClasses.of(schemas, "Apart", directory).loadApart());

        assertThat(CodecReport.INSTANCE.getGeneral()).isGreaterThan(general);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(type.get()).isNull();
        });
    }

    private static WeakReference<Class<?>> readApart(Class<?> type) throws IOException {
        SpecificData data = new SpecificData(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        Model model = new Model(SpecificData.get().getSchema(type), data);
        byte[] bytes = writtenGeneric(model.schema(), SEED);
        RecordCodec.Reader reader = RecordCodec.reader(model.schema(), model.schema(), data);

        assertSame(reader.read(input(bytes)), readByAvro(model, model.schema(), bytes), "apart");
        return new WeakReference<>(type);
    }

    /** Whether Avro reads it; then the codec reads the same, and otherwise it refuses it too, with an exception. */
    private static boolean isReadAlike(Model model, Schema writer, byte[] bytes, String what) {
        @Nullable Object expected = null;
        try {
            expected = readByAvro(model, writer, bytes);
        } catch (IOException | RuntimeException | OutOfMemoryError refused) {
            // So it has to be refused here.
        }
        Object actual;
        try {
            actual = RecordCodec.reader(writer, model.schema(), model.data()).read(input(bytes));
        } catch (IOException | RuntimeException refused) {
            Throwable fault = FieldPathException.faultOf(refused);
            assertThat(expected == null || fault instanceof LimitExceededException)
                    .as("%s: %s is refused: %s", what, expected, fault)
                    .isTrue();
            return false;
        }
        assertSame(actual, expected, what);
        return true;
    }

    private static void assertSame(@Nullable Object actual, @Nullable Object expected, String what) {
        assertThat(expected).as(what).isInstanceOf(SpecificRecord.class).hasSameClassAs(actual);
        assertThat(RandomValues.same(actual, expected))
                .as("%s: %s is %s", what, actual, expected)
                .isTrue();
    }

    /** How the records of a generated class are held. */
    private record Model(Schema schema, SpecificData data) {

        static Model of(Class<?> type) {
            return new Model(SpecificData.get().getSchema(type), SpecificData.getForClass(type));
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated =
                random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static byte[] writtenGeneric(Schema schema, long seed) throws IOException {
        Object value = RandomValues.converted(seed).of(schema).orElseThrow();
        return written(new GenericDatumWriter<>(schema, RandomValues.conversions()), value);
    }

    private static byte[] writtenByAvro(Model model, Object value) throws IOException {
        return written(new SpecificDatumWriter<>(model.schema(), model.data()), value);
    }

    private static byte[] written(DatumWriter<Object> writer, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] written(RecordCodec.Writer writer, Object value) throws IOException {
        AvroOutput out = new AvroOutput();
        writer.write(value, out);
        return out.toByteArray();
    }

    private static Object readByAvro(Model model, Schema writer, byte[] bytes) throws IOException {
        return new SpecificDatumReader<>(writer, model.schema(), model.data())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    private static AvroInput input(byte[] bytes) {
        return new AvroInput(bytes, 0, bytes.length, LIMITS);
    }
}
