package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.streams.ReflectionAvroSerde;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plain classes, whose schema Avro reads off their fields. */
@Tag("fast")
class ReflectionTest {

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    /** A class as a user would have it. */
    public static final class Parcel {
        @Nullable
        String label;

        int grams;
        List<String> stops = List.of();

        public Parcel() {}

        Parcel(@Nullable String label, int grams, String... stops) {
            this.label = label;
            this.grams = grams;
            this.stops = List.of(stops);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Parcel that
                    && Objects.equals(label, that.label)
                    && grams == that.grams
                    && stops.equals(that.stops);
        }

        @Override
        public int hashCode() {
            return Objects.hash(label, grams, stops);
        }
    }

    /** A class with a time in it. */
    public static final class Stamped {
        Instant at = Instant.EPOCH;
    }

    @Test
    void becomesTheBytesThatAvroMakesOfIt() throws IOException {
        Parcel parcel = new Parcel("A-1", 500, "Lyon", "Ulm");

        byte[] bytes = serializer(Map.of()).serialize("t", parcel);

        Schema schema = ReflectData.get().getSchema(Parcel.class);
        assertThat(registry.fetchLatest("t-value").schema()).isEqualTo(schema.toString());
        assertThat(Arrays.copyOfRange(Objects.requireNonNull(bytes), 5, bytes.length))
                .isEqualTo(plain(schema, parcel, ReflectData.get()));
    }

    @Test
    void isReadIntoTheClassThatTheSettingsName() {
        Parcel parcel = new Parcel("A-1", 500, "Lyon");
        byte[] bytes = serializer(Map.of()).serialize("t", parcel);

        Object read = deserializer(Map.of("specific.avro.value.type", Parcel.class.getName()))
                .deserialize("t", bytes);

        assertThat(read).isEqualTo(parcel);
    }

    @Test
    void mayHoldNullsWhereThatIsAllowed() throws IOException {
        Parcel parcel = new Parcel(null, 500);
        Map<String, Object> allowed = Map.of("avro.reflection.allow.null", true);

        byte[] bytes = serializer(allowed).serialize("t", parcel);

        Schema schema = ReflectData.AllowNull.get().getSchema(Parcel.class);
        assertThat(registry.fetchLatest("t-value").schema()).isEqualTo(schema.toString());
        assertThat(Arrays.copyOfRange(Objects.requireNonNull(bytes), 5, bytes.length))
                .isEqualTo(plain(schema, parcel, ReflectData.AllowNull.get()));
        Map<String, Object> reading = new HashMap<>(allowed);
        reading.put("specific.avro.value.type", Parcel.class);
        assertThat(deserializer(reading).deserialize("t", bytes)).isEqualTo(parcel);
    }

    @Test
    void mayNotHoldNullsOtherwise() {
        KafkaAvroSerializer serializer = serializer(Map.of());

        SerdeException thrown =
                catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", new Parcel(null, 1)));

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.NOT_WRITABLE);
        assertThat(thrown)
                .hasMessage("[value of t, subject t-value, schema 1] Error serializing Avro message: null in"
                        + " dev.avenant.serde.ReflectionTest.Parcel");
    }

    @Test
    void hasLogicalTypesOnlyWhenTheyAreConverted() {
        ReflectData converting = new ReflectData();
        converting.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        Schema converted = converting.getSchema(Stamped.class);

        serializer(Map.of("avro.use.logical.type.converters", true)).serialize("t", new Stamped());

        assertThat(registry.fetchLatest("t-value").schema())
                .isEqualTo(converted.toString())
                .contains("timestamp-millis");
    }

    @Test
    void isMissedWhenTheSchemaNamesAClassThatIsNotThere() {
        registry.register(
                "t-value",
                SchemaDefinition.of("{\"type\":\"record\",\"name\":\"Gone\",\"namespace\":\"n\",\"fields\":[]}"),
                false);
        KafkaAvroDeserializer deserializer = deserializer(Map.of());

        SerdeException thrown = catchThrowableOfType(
                SerdeException.class, () -> deserializer.deserialize("t", new byte[] {0, 0, 0, 0, 1}));

        assertThat(thrown)
                .hasMessage("[value of t, schema 1] Could not find class n.Gone specified in writer's schema whilst"
                        + " finding reader's schema for a reflected class. Is the module with the class on the class"
                        + " path?");
        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.INCOMPATIBLE);
    }

    @Test
    void leavesPrimitivesAsTheyAre() {
        byte[] bytes = serializer(Map.of()).serialize("t", "text");

        assertThat(deserializer(Map.of()).deserialize("t", bytes)).isEqualTo("text");
    }

    @Test
    void servesKafkaStreams() {
        Map<String, Object> settings = settings(Map.of());
        try (ReflectionAvroSerde<Parcel> serde = new ReflectionAvroSerde<>(registry, Parcel.class)) {
            settings.remove("schema.reflection");
            serde.configure(settings, false);
            Parcel parcel = new Parcel("A-1", 500);

            Parcel read =
                    serde.deserializer().deserialize("t", serde.serializer().serialize("t", parcel));

            assertThat(read).isEqualTo(parcel);
        }
    }

    private static byte[] plain(Schema schema, Object value, ReflectData data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, value.getClass()::equals));
        new ReflectDatumWriter<>(schema, data).write(value, encoder);
        encoder.flush();
        ClassSecurityValidator.setGlobal(before);
        return out.toByteArray();
    }

    private KafkaAvroSerializer serializer(Map<String, ?> more) {
        return new KafkaAvroSerializer(registry, settings(more));
    }

    private KafkaAvroDeserializer deserializer(Map<String, ?> more) {
        return new KafkaAvroDeserializer(registry, settings(more));
    }

    private static Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", "mock://unused");
        settings.put("auto.register.schemas", true);
        settings.put("schema.reflection", true);
        settings.putAll(more);
        return settings;
    }
}
