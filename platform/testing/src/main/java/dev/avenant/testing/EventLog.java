package dev.avenant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.serde.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes the topics as any other client of Kafka would. */
public final class EventLog {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final URI registryUrl;

    public EventLog(ServiceTestEnvironment environment) {
        bootstrapServers = environment.bootstrapServers();
        registryUrl = URI.create(environment.registryUrl());
    }

    /** Waits until the topic holds that many records of the key, and answers them in their order. */
    public List<ConsumerRecord<String, byte[]>> recordsOf(String topic, String key, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            await().atMost(TIMEOUT)
                    .ignoreExceptions()
                    .until(() -> !consumer.partitionsFor(topic).isEmpty());
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(TIMEOUT).until(() -> {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(each.key())) {
                        found.add(each);
                    }
                }
                return found.size() >= count;
            });
        }
        return found;
    }

    /** The event of a record, whose schema must be the one that the registry holds for it. */
    public SpecificRecord decode(ConsumerRecord<String, byte[]> record) {
        ByteBuffer bytes = ByteBuffer.wrap(record.value());
        assertThat(bytes.get()).as("magic byte").isZero();
        String name = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        assertThat(bytes.getInt()).as("schema id").isEqualTo(schemaId(record.topic(), name));
        try {
            Class<? extends SpecificRecord> type = Class.forName(name).asSubclass(SpecificRecord.class);
            TrustedRecords.trust(type);
            Schema schema = SpecificData.get().getSchema(type);
            return new SpecificDatumReader<SpecificRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.array(), 5, bytes.remaining(), null));
        } catch (IOException | ClassNotFoundException failed) {
            throw new AssertionError("The record holds no " + name, failed);
        }
    }

    /** Publishes an event as another service would, under a message id of its own. */
    public void publish(String topic, UUID key, SpecificRecord event) {
        publish(topic, key, event, UUID.randomUUID().toString());
    }

    public void publish(String topic, UUID key, SpecificRecord event, String messageId) {
        var record = new ProducerRecord<>(topic, key.toString(), encode(topic, event));
        put(record.headers(), "ce_specversion", "1.0");
        put(record.headers(), "ce_id", messageId);
        put(record.headers(), "ce_type", event.getSchema().getFullName());
        put(record.headers(), "ce_source", "test");
        send(record);
    }

    public void publishBytes(String topic, String key, byte[] bytes) {
        send(new ProducerRecord<>(topic, key, bytes));
    }

    private byte[] encode(String topic, SpecificRecord event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int id = schemaId(topic, event.getSchema().getFullName());
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        TrustedRecords.trust(event.getClass());
        try {
            new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
            encoder.flush();
        } catch (IOException failed) {
            throw new AssertionError("The event cannot be written", failed);
        }
        return bytes.toByteArray();
    }

    private int schemaId(String topic, String name) {
        try (var registry = new HttpRegistryClient(registryUrl, Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    registry.latest(topic + "-" + name).orElseThrow().id());
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            var unused = producer.send(record);
            producer.flush();
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
