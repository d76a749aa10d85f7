package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Batches that are damaged on the broker's disk: the consumer fails before it has a record. */
@Tag("broker")
class UnreadableRecordsTest {

    /** Where a batch of Kafka's format 2 has its length, its checksum, what the checksum covers, and its records. */
    private static final int LENGTH = 8;

    private static final int CHECKSUM = 17;
    private static final int COVERED = 21;
    private static final int RECORDS = 61;
    private static final int BEFORE_LENGTH_COUNTS = 12;

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @TempDir
    Path data;

    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private String topic;
    private KafkaBroker broker;

    @BeforeEach
    void startBroker() {
        broker = KafkaBroker.start(data);
        topic = stack.unique("orders");
        new KafkaProbe(broker.bootstrapServers()).createTopic(topic, 2);
        MessagingStack.push(stack.registryUrl(), topic);
        send("none", 1);
        send("gzip", 2, 3);
        send("none", 4);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void areDeadLetteredByTheirPlaceAndDoNotHoldUpWhatIsBehindThem() {
        damage(batch -> batch.put(RECORDS + 20, (byte) ~batch.get(RECORDS + 20)), false);
        TestService.Setup setup = setup().property("avenant.messaging.retry.unreadable-grace", "1s");
        try (TestService service = setup.start()) {
            await().until(() -> handled.contains(4L));

            assertThat(handled).containsExactly(1L, 4L);
            List<ConsumerRecord<byte[], byte[]>> letters = letters(setup);
            assertThat(letters).extracting(letter -> header(letter, "offset")).containsExactly("1", "2");
            for (ConsumerRecord<byte[], byte[]> letter : letters) {
                assertThat(letter.key()).isNull();
                assertThat(letter.value()).isNull();
                assertThat(header(letter, "topic")).isEqualTo(topic);
                assertThat(header(letter, "partition")).isEqualTo("0");
                assertThat(header(letter, "category")).isEqualTo("UNREADABLE_RECORD");
                assertThat(header(letter, "message"))
                        .matches("No consumer can read the record at " + topic + "-0, offset [12], so its key and its"
                                + " bytes are not here: org.apache.kafka.common.KafkaException: Record batch for"
                                + " partition " + topic + "-0 at offset 1 is invalid, cause: Record is corrupt"
                                + " \\(stored crc = \\d+, computed crc = \\d+\\)");
            }
            await().until(() -> health(service).getStatus().equals(Status.UP));
        }
        try (TestService again = setup.start()) {
            send("none", 5);
            await().until(() -> handled.contains(5L));
            assertThat(handled).containsExactly(1L, 4L, 5L);
            assertThat(letters(setup)).hasSize(2);
            assertThat(health(again).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void areDeadLetteredWhenTheirCompressedBytesAreDamaged() {
        damage(batch -> batch.put(RECORDS, (byte) 0), true);
        TestService.Setup setup = setup().property("avenant.messaging.retry.unreadable-grace", "0s");
        try (TestService service = setup.start()) {
            await().until(() -> handled.contains(4L));

            await().until(() -> health(service).getStatus().equals(Status.UP));
            assertThat(handled).containsExactly(1L, 4L);
            assertThat(letters(setup))
                    .extracting(letter -> header(letter, "message"))
                    .containsExactly(
                            message(1, "java.util.zip.ZipException: Not in GZIP format"),
                            message(2, "java.util.zip.ZipException: Not in GZIP format"));
        }
    }

    @Test
    void areNamedWhileTheyAreTriedAgainAndReadWhenTheBrokerHasThemRight() throws IOException {
        byte[] whole = Files.readAllBytes(log());
        damage(batch -> batch.put(RECORDS + 20, (byte) ~batch.get(RECORDS + 20)), false);
        TestService.Setup setup = setup().property("avenant.messaging.retry.unreadable-grace", "1h");
        try (TestService service = setup.start()) {
            await().until(() -> health(service).getStatus().equals(Status.DOWN));
            send(1, "none", 6);
            await().until(() -> handled.contains(6L));
            assertThat(String.valueOf(health(service).getDetails().get("waiting")))
                    .contains("No consumer can read the record at " + topic + "-0, offset 1");

            Files.write(log(), whole);

            await().until(() -> handled.contains(4L));
            assertThat(handled).containsOnlyOnce(1L, 2L, 3L, 4L, 6L).containsSubsequence(1L, 2L, 3L, 4L);
            await().until(() -> health(service).getStatus().equals(Status.UP));
            assertThat(letters(setup)).isEmpty();
        }
    }

    private TestService.Setup setup() {
        return TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", broker.bootstrapServers())
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getSequence())));
    }

    private String message(long offset, String reason) {
        return "No consumer can read the record at " + topic + "-0, offset " + offset
                + ", so its key and its bytes are not here: " + reason;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return KafkaProbe.header(letter, "avenant-dlt-" + name).orElseThrow();
    }

    private List<ConsumerRecord<byte[], byte[]>> letters(TestService.Setup setup) {
        return new KafkaProbe(broker.bootstrapServers()).read(topic + "." + setup.group() + ".dlt");
    }

    private static Health health(TestService service) {
        HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
        return Objects.requireNonNull(health.health());
    }

    /** The events of one call are one batch. */
    private void send(String compression, long... sequences) {
        send(0, compression, sequences);
    }

    private void send(int partition, String compression, long... sequences) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "compression.type",
                        compression,
                        "linger.ms",
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long sequence : sequences) {
                OrderPlaced event = OrderPlaced.newBuilder()
                        .setOrderId("order")
                        .setSequence(sequence)
                        .build();
                byte[] value = Wire.value(stack.idOf(topic, event.getSchema()), event);
                var unused = producer.send(new ProducerRecord<>(topic, partition, "order".getBytes(UTF_8), value));
            }
        }
    }

    private Path log() {
        return data.resolve(topic + "-0").resolve("00000000000000000000.log");
    }

    /** Changes the second batch while the broker is stopped; sealed, the batch's checksum is right nevertheless. */
    private void damage(Consumer<ByteBuffer> damage, boolean isSealed) {
        int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
        broker.close();
        try {
            ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(log()));
            ByteBuffer second = log.slice(
                    BEFORE_LENGTH_COUNTS + log.getInt(LENGTH),
                    log.capacity() - BEFORE_LENGTH_COUNTS - log.getInt(LENGTH));
            damage.accept(second);
            if (isSealed) {
                CRC32C checksum = new CRC32C();
                checksum.update(second.slice(COVERED, BEFORE_LENGTH_COUNTS + second.getInt(LENGTH) - COVERED));
                second.putInt(CHECKSUM, (int) checksum.getValue());
            }
            Files.write(log(), log.array());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        broker = KafkaBroker.start(KafkaBrokerSettings.in(data).withPorts(port, 0));
    }
}
