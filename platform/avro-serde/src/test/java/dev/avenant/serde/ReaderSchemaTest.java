package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.schema.JavaStringProperty;
import dev.avenant.serde.model.Price;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records read with another schema than they were written with. */
@Tag("fast")
class ReaderSchemaTest {

    private static final Schema WRITTEN = order("{'name':'id','type':'int'},{'name':'sku','type':'string'}");

    private final InMemoryRegistryClient registry = new InMemoryRegistryClient();

    @Test
    void mayLeaveFieldsOutAndAddSomeWithDefaults() {
        Schema projection = order("{'name':'note','type':'string','default':'-'},{'name':'id','type':'long'}");
        byte[] bytes = write();
        KafkaAvroDeserializer deserializer = deserializer(Map.of(), false);

        Object read = deserializer.deserialize("t", bytes, projection);
        Object readWithHeaders = deserializer.deserialize("t", new RecordHeaders(), bytes, projection);
        Object readPlainly = deserializer.deserialize("t", bytes, null);

        assertThat(read).hasToString("{\"note\": \"-\", \"id\": 7}");
        assertThat(readWithHeaders).isEqualTo(read);
        assertThat(readPlainly).hasToString("{\"id\": 7, \"sku\": \"A-1\"}");
        assertThat(deserializer.deserialize("t", (byte[]) null, projection)).isNull();
    }

    @Test
    void isRefusedWhenItCannotReadWhatWasWritten() {
        Schema demanding = order("{'name':'missing','type':'string'}");
        byte[] bytes = write();
        KafkaAvroDeserializer deserializer = deserializer(Map.of(), false);

        SerdeException thrown =
                catchThrowableOfType(SerdeException.class, () -> deserializer.deserialize("t", bytes, demanding));

        assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.INCOMPATIBLE);
        assertThat(thrown)
                .hasCauseInstanceOf(AvroTypeException.class)
                .hasMessageStartingWith("[value of t, subject t-value, schema 1")
                .hasMessageContaining("missing required field missing");
    }

    @Test
    void isThatOfTheFixedTypeForKeysAndForValues() {
        Schema plain = JavaStringProperty.removedFrom(Price.SCHEMA$);
        GenericRecord price = new GenericData.Record(plain);
        price.put("amount", ByteBuffer.wrap(new byte[] {4, (byte) 0xd2}));
        price.put("currency", "EUR");
        Map<String, Object> types = Map.of(
                "specific.avro.reader",
                true,
                "specific.avro.key.type",
                Price.class.getName(),
                "specific.avro.value.type",
                Price.class);
        Price expected = Price.newBuilder()
                .setAmount(new BigDecimal("12.34"))
                .setCurrency("EUR")
                .build();

        byte[] key = serializer(true).serialize("t", price);
        byte[] value = serializer(false).serialize("t", price);

        assertThat(deserializer(types, true).deserialize("t", key)).isEqualTo(expected);
        assertThat(deserializer(types, false).deserialize("t", value)).isEqualTo(expected);
    }

    @Test
    void isTheWritersWhenAFixedTypeIsNamedButClassesAreNotAskedFor() {
        byte[] bytes = write();

        Object read = deserializer(Map.of("specific.avro.value.type", Price.class), false)
                .deserialize("t", bytes);

        assertThat(read).hasToString("{\"id\": 7, \"sku\": \"A-1\"}");
    }

    @Test
    void isTheLatestThatTheRegistryHoldsAndFollowsIt() {
        byte[] bytes = write();
        Map<String, Object> latest = Map.of("use.latest.version", true, "latest.cache.ttl.sec", 0);
        KafkaAvroDeserializer deserializer = deserializer(latest, false);
        Object before = deserializer.deserialize("t", bytes);

        registry.register(
                "t-value",
                SchemaDefinition.of(order("{'name':'id','type':'int'},{'name':'note','type':'string','default':'-'}")
                        .toString()),
                false);

        assertThat(before).hasToString("{\"id\": 7, \"sku\": \"A-1\"}");
        assertThat(deserializer.deserialize("t", bytes)).hasToString("{\"id\": 7, \"note\": \"-\"}");
        assertThat(deserializer.deserialize("t", bytes)).hasToString("{\"id\": 7, \"note\": \"-\"}");
    }

    @Test
    void isOfAnIdThatTheSettingsNameWhereRecordsCarryNone() {
        byte[] bytes = write();
        byte[] bare = Arrays.copyOfRange(bytes, 5, bytes.length);
        Map<String, Object> named = Map.of(
                "value.schema.id.deserializer",
                "io.confluent.kafka.serializers.schema.id.ConfigSchemaIdDeserializer",
                "use.schema.id",
                1,
                "use.latest.version",
                true);

        assertThat(deserializer(named, false).deserialize("t", bare)).hasToString("{\"id\": 7, \"sku\": \"A-1\"}");
    }

    @Test
    void isMissedAtStartWhereTheSettingsNameNone() {
        Map<String, Object> unnamed = Map.of(
                "value.schema.id.deserializer", "io.confluent.kafka.serializers.schema.id.ConfigSchemaIdDeserializer");

        Throwable thrown = catchThrowable(() -> deserializer(unnamed, false));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessage("Setting use.schema.id or use.schema.guid must name the schema of all records when the id"
                        + " comes from the settings, but both are missing");
    }

    private byte[] write() {
        GenericRecord order = new GenericData.Record(WRITTEN);
        order.put("id", 7);
        order.put("sku", "A-1");
        return Objects.requireNonNull(serializer(false).serialize("t", order));
    }

    private KafkaAvroSerializer serializer(boolean isKey) {
        return new KafkaAvroSerializer(registry, settings(Map.of()), isKey);
    }

    private KafkaAvroDeserializer deserializer(Map<String, ?> more, boolean isKey) {
        return new KafkaAvroDeserializer(registry, settings(more), isKey);
    }

    private static Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("auto.register.schemas", !more.containsKey("use.latest.version"));
        return settings;
    }

    private static Schema order(String fields) {
        return new Schema.Parser()
                .parse(("{'type':'record','name':'Order','namespace':'shop','fields':[" + fields + "]}")
                        .replace('\'', '"'));
    }
}
