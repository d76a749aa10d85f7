package dev.avenant.operations.letters;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialects;
import dev.avenant.operations.OperationText;
import dev.avenant.operations.events.AvroTrace;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can happen to the bytes of an event on their way, each made by doing it, and what is found out about it. */
@Tag("fast")
class ByteDiagnosisTest {

    private static final String FIRST = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"},
             {"name": "payer", "type": ["null", "string"]},
             {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "SENT"]}},
             {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
               {"name": "article", "type": "string"}, {"name": "count", "type": "int"}]}}},
             {"name": "exact", "type": "double"}]}
            """;
    private static final String SECOND = FIRST.replace(
            "{\"name\": \"amount\", \"type\": \"long\"}",
            "{\"name\": \"shop\", \"type\": \"string\"}, {\"name\": \"amount\", \"type\": \"long\"}");
    private static final String VALUE = """
            {"amount": 123456, "payer": {"string": "Ada Lovelace"}, "state": "SENT",
             "lines": [{"article": "Book", "count": 2}, {"article": "Pen", "count": 40}], "exact": 0.1}""";

    /** No corruption: a tombstone, what is as it should be, a value of another kind of schema, and one that is too large to be read. */
    private static final Set<BytesDiagnosis> WHOLE =
            Set.of(BytesDiagnosis.NONE, BytesDiagnosis.READABLE, BytesDiagnosis.OTHER_TYPE, BytesDiagnosis.NOT_READ);

    private static final SchemaRegistry server = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final RegistryClient registry = new HttpRegistryClient(server.url(), Duration.ofSeconds(10));

    private static int first;
    private static int second;
    private static int other;

    @SuppressWarnings("NullAway.Init")
    private static byte[] whole;

    @BeforeAll
    static void anEvent() {
        registry.setLevel("sales-shop.Paid", CompatibilityLevel.NONE);
        first = register("sales-shop.Paid", FIRST);
        second = register("sales-shop.Paid", SECOND);
        other = register(
                "others-shop.Note",
                "{\"type\": \"record\", \"name\": \"Note\", \"fields\": [{\"name\": \"a\","
                        + " \"type\": \"boolean\"}, {\"name\": \"b\", \"type\": \"boolean\"}]}");
        whole = WireFormat.fromJson(new Schema.Parser().parse(FIRST), first, VALUE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int register(String subject, String schema) {
        return Objects.requireNonNull(
                registry.register(subject, SchemaDefinition.of(schema), false).id());
    }

    private static byte[] payload() {
        return Arrays.copyOfRange(whole, WirePrefix.BYTES, whole.length);
    }

    /** What happened to the bytes, and what it is to be called. */
    enum Corruption {
        NOTHING(BytesDiagnosis.INCOMPATIBLE) {
            @Override
            byte[] bytes() {
                return whole;
            }
        },
        CUT_OFF_IN_A_TEXT(BytesDiagnosis.TRUNCATED) {
            @Override
            byte[] bytes() {
                return Arrays.copyOf(whole, 14);
            }
        },
        CUT_OFF_BY_ONE(BytesDiagnosis.TRUNCATED) {
            @Override
            byte[] bytes() {
                return Arrays.copyOf(whole, whole.length - 1);
            }
        },
        CUT_OFF_BEHIND_THE_PREFIX(BytesDiagnosis.TRUNCATED) {
            @Override
            byte[] bytes() {
                return Arrays.copyOf(whole, WirePrefix.BYTES);
            }
        },
        A_LINE_BREAK_AT_THE_END(BytesDiagnosis.TRAILING) {
            @Override
            byte[] bytes() {
                return joined(whole, "\n".getBytes(UTF_8));
            }
        },
        TWO_EVENTS_IN_ONE_RECORD(BytesDiagnosis.TRAILING) {
            @Override
            byte[] bytes() {
                return joined(whole, whole);
            }
        },
        THE_ID_OF_ANOTHER_VERSION(BytesDiagnosis.OTHER_SCHEMA) {
            @Override
            byte[] bytes() {
                return new WirePrefix(second).before(payload());
            }
        },
        THE_ID_OF_ANOTHER_TOPIC(BytesDiagnosis.OTHER_SCHEMA) {
            @Override
            byte[] bytes() {
                return new WirePrefix(other).before(payload());
            }
        },
        AN_ID_THAT_NOBODY_HAS(BytesDiagnosis.UNKNOWN_ID) {
            @Override
            byte[] bytes() {
                return new WirePrefix(987_654).before(payload());
            }
        },
        AN_ID_THE_WRONG_WAY_ROUND(BytesDiagnosis.REVERSED_ID) {
            @Override
            byte[] bytes() {
                return new WirePrefix(Integer.reverseBytes(first)).before(payload());
            }
        },
        SERIALIZED_TWICE(BytesDiagnosis.TWO_PREFIXES) {
            @Override
            byte[] bytes() {
                return new WirePrefix(first).before(whole);
            }
        },
        A_SYMBOL_THAT_IS_NONE(BytesDiagnosis.DAMAGED) {
            @Override
            byte[] bytes() {
                byte[] damaged = whole.clone();
                damaged[WirePrefix.BYTES + 3 + 1 + 13] = 14;
                return damaged;
            }
        },
        A_BRANCH_THAT_IS_NONE(BytesDiagnosis.DAMAGED) {
            @Override
            byte[] bytes() {
                byte[] damaged = whole.clone();
                damaged[WirePrefix.BYTES + 3] = 8;
                return damaged;
            }
        },
        READ_AS_TEXT_AND_WRITTEN_AGAIN(BytesDiagnosis.TAKEN_FOR_TEXT) {
            @Override
            byte[] bytes() {
                return new String(whole, UTF_8).getBytes(UTF_8);
            }
        },
        WITHOUT_A_PREFIX(BytesDiagnosis.NO_PREFIX) {
            @Override
            byte[] bytes() {
                return payload();
            }
        },
        ANOTHER_MAGIC_BYTE(BytesDiagnosis.OTHER_MAGIC) {
            @Override
            byte[] bytes() {
                byte[] other = whole.clone();
                other[0] = 5;
                return other;
            }
        },
        THE_FIRST_BYTE_LOST(BytesDiagnosis.LOST_MAGIC) {
            @Override
            byte[] bytes() {
                // The first byte of an id is 0 itself until there are more than 16 million.
                return Arrays.copyOfRange(whole, 1, whole.length);
            }
        },
        JSON(BytesDiagnosis.JSON) {
            @Override
            byte[] bytes() {
                return VALUE.getBytes(UTF_8);
            }
        },
        JSON_MADE_TEXT_TWICE(BytesDiagnosis.QUOTED_JSON) {
            @Override
            byte[] bytes() {
                return "\"{\\\"amount\\\": 7}\"".getBytes(UTF_8);
            }
        },
        XML(BytesDiagnosis.XML) {
            @Override
            byte[] bytes() {
                return "<?xml version=\"1.0\"?><paid/>".getBytes(UTF_8);
            }
        },
        BASE64(BytesDiagnosis.BASE64) {
            @Override
            byte[] bytes() {
                return Base64.getEncoder().encode(whole);
            }
        },
        HEXADECIMAL(BytesDiagnosis.HEXADECIMAL) {
            @Override
            byte[] bytes() {
                return HexFormat.of().formatHex(whole).getBytes(UTF_8);
            }
        },
        TEXT(BytesDiagnosis.TEXT) {
            @Override
            byte[] bytes() {
                return "Ada paid 1234.56 for two books".getBytes(UTF_8);
            }
        },
        TEXT_IN_UTF_16(BytesDiagnosis.UTF_16) {
            @Override
            byte[] bytes() {
                return VALUE.getBytes(UTF_16);
            }
        },
        COMPRESSED_WITH_GZIP(BytesDiagnosis.GZIP) {
            @Override
            byte[] bytes() throws IOException {
                ByteArrayOutputStream compressed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                    gzip.write(whole);
                }
                return compressed.toByteArray();
            }
        },
        A_JAVA_OBJECT(BytesDiagnosis.JAVA_OBJECT) {
            @Override
            byte[] bytes() throws IOException {
                ByteArrayOutputStream serialized = new ByteArrayOutputStream();
                new ObjectOutputStream(serialized).writeObject(VALUE);
                return serialized.toByteArray();
            }
        },
        AN_AVRO_FILE(BytesDiagnosis.AVRO_FILE) {
            @Override
            byte[] bytes() throws IOException {
                Schema schema = new Schema.Parser().parse(FIRST);
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
                    writer.create(schema, file).append(record(schema));
                }
                return file.toByteArray();
            }
        },
        SINGLE_OBJECT(BytesDiagnosis.SINGLE_OBJECT) {
            @Override
            byte[] bytes() throws IOException {
                Schema schema = new Schema.Parser().parse(FIRST);
                ByteBuffer encoded =
                        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record(schema));
                byte[] bytes = new byte[encoded.remaining()];
                encoded.get(bytes);
                return bytes;
            }
        },
        COMPRESSED_WITH_ZSTANDARD(BytesDiagnosis.COMPRESSED) {
            @Override
            byte[] bytes() {
                return joined(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, payload());
            }
        },
        ENCRYPTED(BytesDiagnosis.UNKNOWN_BYTES) {
            @Override
            byte[] bytes() {
                byte[] encrypted = whole.clone();
                for (int index = 0; index < encrypted.length; index++) {
                    encrypted[index] ^= (byte) (0xa7 + 31 * index);
                }
                return encrypted;
            }
        },
        EMPTY(BytesDiagnosis.EMPTY) {
            @Override
            byte[] bytes() {
                return new byte[0];
            }
        };

        final BytesDiagnosis expected;

        Corruption(BytesDiagnosis expected) {
            this.expected = expected;
        }

        abstract byte[] bytes() throws IOException;

        private static GenericRecord record(Schema schema) throws IOException {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().jsonDecoder(schema, VALUE));
        }

        private static byte[] joined(byte[] begin, byte[] end) {
            byte[] both = Arrays.copyOf(begin, begin.length + end.length);
            System.arraycopy(end, 0, both, begin.length, end.length);
            return both;
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatHappened(Corruption corruption) throws IOException {
        assertThat(explain(corruption.bytes()).diagnosis()).isEqualTo(corruption.expected);
    }

    @Test
    void eachThingThatIsToldApartIsMadeHereAndThereAreMoreThanTwenty() {
        Set<BytesDiagnosis> made =
                Stream.of(Corruption.values()).map(each -> each.expected).collect(Collectors.toSet());
        Set<BytesDiagnosis> told = EnumSet.allOf(BytesDiagnosis.class);
        told.removeAll(WHOLE);

        assertThat(made).isEqualTo(told).hasSizeGreaterThan(20);
    }

    @Test
    void saysWhereTheBytesFailAndWhatWasReadBefore() throws IOException {
        LetterExplanation explanation = explain(Corruption.A_SYMBOL_THAT_IS_NONE.bytes());

        AvroTrace trace = Objects.requireNonNull(explanation.trace());
        AvroTrace.Failure failure = Objects.requireNonNull(trace.failure());
        assertThat(failure)
                .isEqualTo(new AvroTrace.Failure(
                        AvroTrace.Kind.NO_SUCH_BRANCH,
                        "/state",
                        22,
                        OperationText.of("bytes.symbols", "1"),
                        OperationText.of("bytes.value", "7")));
        assertThat(failure.expected()).hasToString("a symbol from 0 to 1");
        assertThat(failure.expected().in(Locale.GERMAN)).isEqualTo("ein Symbol von 0 bis 1");
        assertThat(trace.parts())
                .containsExactly(
                        new AvroTrace.Part("/amount", "long", 5, 8, "123456", false),
                        new AvroTrace.Part("/payer", "branch", 8, 9, "string", false),
                        new AvroTrace.Part("/payer", "string", 9, 22, "Ada Lovelace", false));
    }

    @Test
    void namesTheVersionThatWouldReadThem() throws IOException {
        LetterExplanation explanation = explain(Corruption.THE_ID_OF_ANOTHER_VERSION.bytes());

        assertThat(explanation.fitting()).get().satisfies(fit -> {
            assertThat(fit.subject()).isEqualTo("sales-shop.Paid");
            assertThat(fit.version()).isEqualTo(1);
            assertThat(fit.id()).isEqualTo(first);
        });
    }

    @Test
    void saysWhyTheNewestVersionDoesNotReadThem() {
        LetterExplanation explanation = explain(whole);

        assertThat(explanation.writers()).extracting(VersionFit::version).containsExactly(1);
        assertThat(Objects.requireNonNull(explanation.reader()).version()).isEqualTo(2);
        assertThat(explanation.readerProblem()).contains("missing required field shop");
    }

    @Test
    void longTextInHexadecimalIsToldToo() {
        assertThat(explain("0a".repeat(60_000).getBytes(UTF_8)).diagnosis()).isEqualTo(BytesDiagnosis.HEXADECIMAL);
    }

    @Test
    void aTombstoneHasNone() {
        assertThat(explainRecord(null).diagnosis()).isEqualTo(BytesDiagnosis.NONE);
    }

    private static LetterExplanation explain(byte[] value) {
        return explainRecord(value);
    }

    private static LetterExplanation explainRecord(byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("sales.books.dlt", 0, 0, new byte[] {1}, value);
        record.headers().add("avenant-dlt-topic", "sales".getBytes(UTF_8));
        return new LetterExplainer(registry).explain(Letter.of(record, LetterDialects.AVENANT));
    }
}
