package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.model.Shipment;
import dev.avenant.serde.model.ShipmentStatus;
import dev.avenant.serde.streams.GenericAvroSerde;
import dev.avenant.serde.streams.PrimitiveAvroSerde;
import dev.avenant.serde.streams.SpecificAvroSerde;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The serdes in a topology: by class name in its settings, and as objects where it needs others. */
@Tag("fast")
class KafkaStreamsTest {

    private static final String REGISTRY = "kafka-streams";
    private static final Map<String, Object> SETTINGS =
            Map.of("schema.registry.url", "mock://" + REGISTRY, "auto.register.schemas", true);
    private static final Schema SEEN = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Seen\",\"fields\":[{\"name\":\"sender\",\"type\":\"string\"}]}");

    @AfterEach
    void forgetTheSchemas() {
        InMemoryRegistryClient.dropScope(REGISTRY);
    }

    @Test
    void carryGeneratedGenericAndPrimitiveValues() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
            TestInputTopic<String, Shipment> in = driver.createInputTopic(
                    "shipments",
                    Serdes.String().serializer(),
                    configured(new SpecificAvroSerde<Shipment>()).serializer());

            in.pipeInput("1", shipment("Ada", 1.5));
            in.pipeInput("2", shipment("Grace", 4));
            in.pipeInput("3", shipment("Ada", 2));
            in.pipeInput("4", null);

            assertThat(driver.createOutputTopic(
                                    "weights",
                                    configured(new PrimitiveAvroSerde<String>()).deserializer(),
                                    configured(new PrimitiveAvroSerde<Double>()).deserializer())
                            .readKeyValuesToList())
                    .containsExactly(KeyValue.pair("Ada", 1.5), KeyValue.pair("Grace", 4.0), KeyValue.pair("Ada", 3.5));
            assertThat(driver.createOutputTopic(
                                    "seen",
                                    Serdes.String().deserializer(),
                                    configured(new GenericAvroSerde()).deserializer())
                            .readValuesToList())
                    .map(GenericRecord::toString)
                    .containsExactly("{\"sender\": \"Ada\"}", "{\"sender\": \"Grace\"}", "{\"sender\": \"Ada\"}");
        }
    }

    @Test
    void endTheStreamAtARecordThatIsNoAvro() {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
            TestInputTopic<String, byte[]> in = bytes(driver);

            assertThatThrownBy(() -> in.pipeInput("1", new byte[] {9, 9}))
                    .isInstanceOf(StreamsException.class)
                    .satisfies(thrown -> assertThat(
                                    SerdeFailure.find(thrown).orElseThrow().kind())
                            .isEqualTo(SerdeFailure.Kind.NOT_AVRO));
        }
    }

    @Test
    void letTheStreamGoOnWhereItsHandlerSaysSo() {
        Properties tolerant = properties();
        tolerant.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), tolerant)) {

            bytes(driver).pipeInput("1", new byte[] {9, 9});

            assertThat(driver.producedTopicNames()).isEmpty();
        }
    }

    /** Weights summed up by sender, in a store of its own, and who was seen. */
    private static Topology topology() {
        Serde<String> senders = configured(new PrimitiveAvroSerde<>());
        Serde<Double> weights = configured(new PrimitiveAvroSerde<>());
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Shipment> shipments =
                builder.<String, Shipment>stream("shipments").filter((id, shipment) -> shipment != null);
        shipments
                .map((id, shipment) -> KeyValue.pair(shipment.getSender(), shipment.getWeight()))
                .groupByKey(Grouped.with(senders, weights))
                .reduce(Double::sum, Materialized.with(senders, weights))
                .toStream()
                .to("weights", Produced.with(senders, weights));
        shipments
                .mapValues(KafkaStreamsTest::seen)
                .to("seen", Produced.with(Serdes.String(), configured(new GenericAvroSerde())));
        return builder.build();
    }

    private static GenericRecord seen(Shipment shipment) {
        GenericRecord seen = new GenericData.Record(SEEN);
        seen.put("sender", shipment.getSender());
        return seen;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(SETTINGS);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "weights-by-sender");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9");
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, SpecificAvroSerde.class.getName());
        return properties;
    }

    private static <T> Serde<T> configured(Serde<T> serde) {
        serde.configure(SETTINGS, false);
        return serde;
    }

    private static TestInputTopic<String, byte[]> bytes(TopologyTestDriver driver) {
        return driver.createInputTopic(
                "shipments", Serdes.String().serializer(), Serdes.ByteArray().serializer());
    }

    private static Shipment shipment(String sender, double weight) {
        return Shipment.newBuilder()
                .setId(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))
                .setVersion(1)
                .setSender(sender)
                .setReceiver("Lin")
                .setWeight(weight)
                .setPieces(1)
                .setUrgent(false)
                .setSentAt(Instant.EPOCH)
                .setStatus(ShipmentStatus.SENT)
                .build();
    }
}
