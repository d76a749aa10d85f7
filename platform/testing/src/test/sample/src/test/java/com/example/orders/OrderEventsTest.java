package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.events.OrderPlaced;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import dev.avenant.testing.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An event through the serde and a registry that holds the contracts; no Spring. */
class OrderEventsTest {

    @RegisterExtension
    static final EmbeddedRegistry registry = EmbeddedRegistry.inMemory().withContracts(Path.of("contracts"));

    @Test
    void comeBackAsTheyWereWritten() {
        Map<String, Object> settings = Map.of(
                "schema.registry.url", registry.url().toString(),
                "auto.register.schemas", false,
                "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                "specific.avro.reader", true);
        OrderPlaced placed = new OrderPlaced(UUID.randomUUID(), 3);
        try (var serializer = new KafkaAvroSerializer();
                var deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings, false);
            deserializer.configure(settings, false);

            byte[] bytes = serializer.serialize("order-events", placed);

            assertThat(deserializer.deserialize("order-events", bytes)).isEqualTo(placed);
        }
    }
}
