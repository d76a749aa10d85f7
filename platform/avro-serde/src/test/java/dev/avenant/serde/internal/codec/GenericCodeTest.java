package dev.avenant.serde.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code that is made for generic records, against Avro's own writers. */
@Tag("fast")
class GenericCodeTest {

    private static final int SCHEMAS = Integer.getInteger("avenant.differential.generic", 60);
    private static final int VALUES = 20;
    private static final long SEED = Long.getLong("avenant.seed", 20_261_130L);
    private static final List<@Nullable Object> VALUES_OF_ANY_KIND =
            Arrays.asList(null, "text", new Utf8("utf"), 7, 7L, 0.5, true, List.of(1), Map.of("k", 1), new Object());

    private final GenericData data = RandomValues.conversions();

    @Test
    void writesTheBytesThatAvroDoes() throws IOException {
        long made = CodecReport.INSTANCE.getCompiledForGenericRecords();
        for (long seed = SEED; seed < SEED + SCHEMAS; seed++) {
            Schema schema =
                    new RandomSchemas(new Random(seed)).withJavaStrings().schema();
            RandomValues values = RandomValues.converted(seed);
            RecordCodec.Writer writer = warm(schema, values.of(schema).orElseThrow());
            for (int i = 0; i < VALUES; i++) {
                Object value = values.of(schema).orElseThrow();

                assertThat(written(writer, value))
                        .as("seed %d, %s", seed, schema)
                        .isEqualTo(writtenByAvro(schema, value));
            }
        }
        assertThat(CodecReport.INSTANCE.getCompiledForGenericRecords() - made).isGreaterThanOrEqualTo(SCHEMAS);
    }

    /** A generic record holds whatever is put into it. */
    @Test
    void writesOrRefusesValuesOfAnyKindAsTheGeneralCodeDoes() throws IOException {
        int refused = 0;
        for (long seed = SEED; seed < SEED + SCHEMAS; seed++) {
            Random random = new Random(seed);
            Schema schema = new RandomSchemas(random).withJavaStrings().schema();
            RandomValues values = RandomValues.converted(seed);
            RecordCodec.Writer writer = warm(schema, values.of(schema).orElseThrow());
            RecordCodec.Writer general = RecordCodec.writer(schema, data);
            for (int i = 0; i < VALUES && !schema.getFields().isEmpty(); i++) {
                GenericRecord value = (GenericRecord) values.of(schema).orElseThrow();
                int field = random.nextInt(schema.getFields().size());
                value.put(field, VALUES_OF_ANY_KIND.get(random.nextInt(VALUES_OF_ANY_KIND.size())));
                String expected = writtenOrRefused(general, value);
                refused += expected.startsWith("refused") ? 1 : 0;

                assertThat(writtenOrRefused(writer, value))
                        .as("seed %d, field %d of %s", seed, field, schema)
                        .isEqualTo(expected);
            }
        }
        assertThat(refused).isBetween(SCHEMAS, SCHEMAS * (VALUES - 1));
    }

    /** Unions with null are written by code of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "['null','boolean']",
                "['boolean','null']",
                "['null','int']",
                "['int','null']",
                "['null','long']",
                "['null','float']",
                "['null','double']",
                "['null','string']",
                "['string','null']",
                "['null','bytes']",
                "['null',{'type':'array','items':'int'}]",
                "['null',{'type':'map','values':'int'}]",
                "['int','string']",
                "['string','int','null']",
                "['null']",
            })
    void writesOrRefusesInAUnionWhatTheGeneralCodeDoes(String union) throws IOException {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":"
                        + union.replace('\'', '"') + "}]}");
        GenericRecord value =
                (GenericRecord) RandomValues.plain(SEED).of(schema).orElseThrow();
        RecordCodec.Writer writer = warm(schema, value);
        RecordCodec.Writer general = RecordCodec.writer(schema, data);
        for (Object any : VALUES_OF_ANY_KIND) {
            value.put("f", any);

            assertThat(writtenOrRefused(writer, value))
                    .as("%s as %s", any, union)
                    .isEqualTo(writtenOrRefused(general, value));
        }
    }

    private static String writtenOrRefused(RecordCodec.Writer writer, Object value) throws IOException {
        try {
            return HexFormat.of().formatHex(written(writer, value));
        } catch (FieldPathException fault) {
            return "refused at " + fault.path() + ": " + fault.fault();
        }
    }

    @Test
    void saysWhichFieldCannotBeWritten() throws IOException {
        Schema inner =
                SchemaBuilder.record("Inner").fields().requiredInt("number").endRecord();
        Schema schema = SchemaBuilder.record("Outer")
                .fields()
                .requiredString("text")
                .name("inner")
                .type(inner)
                .noDefault()
                .endRecord();
        GenericRecord part = new GenericData.Record(inner);
        part.put("number", 1);
        GenericRecord value = new GenericData.Record(schema);
        value.put("text", "t");
        value.put("inner", part);
        RecordCodec.Writer writer = warm(schema, value);
        part.put("number", null);

        assertThatThrownBy(() -> written(writer, value)).isInstanceOfSatisfying(FieldPathException.class, fault -> {
            assertThat(fault.path()).isEqualTo("inner.number");
            assertThat(fault.fault()).hasMessage("null value for (non-nullable) int");
        });
    }

    @Test
    void isNotForRecordsThatHoldTheFieldsInAnotherOrder() throws IOException {
        Schema schema = SchemaBuilder.record("Pair")
                .fields()
                .requiredInt("first")
                .requiredInt("second")
                .endRecord();
        Schema turned = SchemaBuilder.record("Pair")
                .fields()
                .requiredInt("second")
                .requiredInt("first")
                .endRecord();
        GenericRecord value = new GenericData.Record(schema);
        value.put("first", 1);
        value.put("second", 2);
        GenericRecord other = new GenericData.Record(turned);
        other.put("first", 1);
        other.put("second", 2);

        RecordCodec.Writer writer = warm(schema, value);

        assertThat(written(writer, other)).isEqualTo(written(writer, value)).containsExactly(2, 4);
    }

    @Test
    void isNotForRecordsOfOtherClasses() throws IOException {
        Schema schema =
                SchemaBuilder.record("Other").fields().requiredInt("number").endRecord();
        GenericRecord value = new GenericData.Record(schema);
        value.put("number", 3);

        byte[] written = written(warm(schema, new ReadOnly(value)), new ReadOnly(value));

        assertThat(written).containsExactly(6);
    }

    /** A record of a class that is neither Avro's nor generated. */
    private record ReadOnly(IndexedRecord of) implements IndexedRecord {

        @Override
        public Schema getSchema() {
            return of.getSchema();
        }

        @Override
        public @Nullable Object get(int field) {
            return of.get(field);
        }

        @Override
        public void put(int field, @Nullable Object value) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void isMadeWhenAThousandRecordsAreWritten() {
        GenericCode code = new GenericCode(
                SchemaBuilder.record("Few").fields().requiredInt("number").endRecord(),
                new ValueWriter[] {SimpleWriters.INT});

        for (int i = 1; i < GenericCode.WRITTEN_BEFORE; i++) {
            assertThat(code.writer()).isNull();
        }

        assertThat(code.writer()).isNotNull().isSameAs(code.writer());
    }

    /** Java has no class of so many fields. */
    @Test
    void leavesWhatIsTooLargeToTheGeneralCode() throws IOException {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Huge").fields();
        for (int i = 0; i < 9_000; i++) {
            fields.requiredBoolean("f" + i);
        }
        Schema schema = fields.endRecord();
        GenericRecord value = new GenericData.Record(schema);
        schema.getFields().forEach(field -> value.put(field.pos(), true));

        RecordCodec.Writer writer = warm(schema, value);

        assertThat(written(writer, value)).isEqualTo(writtenByAvro(schema, value));
    }

    /** One that writes by the code that is made. */
    private RecordCodec.Writer warm(Schema schema, Object value) throws IOException {
        RecordCodec.Writer writer = RecordCodec.writer(schema, data);
        for (int i = 0; i < GenericCode.WRITTEN_BEFORE; i++) {
            written(writer, value);
        }
        return writer;
    }

    private static byte[] written(RecordCodec.Writer writer, Object value) throws IOException {
        AvroOutput out = new AvroOutput();
        writer.write(value, out);
        return out.toByteArray();
    }

    private byte[] writtenByAvro(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<Object>(schema, data).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
