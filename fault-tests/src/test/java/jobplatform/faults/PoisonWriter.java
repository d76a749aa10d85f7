package jobplatform.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events on the users' topic that nobody can read, each to a key of its own. */
final class PoisonWriter extends Writer implements AutoCloseable {

    private static final String MARK = "fault-tests-poison";
    private static final byte[] NO_AVRO = {0x7f, 1, 2, 3, 4, 5, 6, 7};

    private final KafkaProducer<String, byte[]> producer;

    PoisonWriter(Platform platform, long seed) {
        super(platform, seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.stack().bootstrapServers(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "delivery.timeout.ms",
                        180_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Says of a record that no service published it. */
    static void mark(ProducerRecord<?, ?> record) {
        record.headers().add(MARK, new byte[0]);
    }

    /** Whether a record is marked so. */
    static boolean isPoison(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(MARK) != null;
    }

    @Override
    void write() throws InterruptedException {
        Instant begun = Instant.now();
        Version version = new Version(UUID.randomUUID(), 1);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Platform.USER_EVENTS, version.entity().toString(), NO_AVRO);
        mark(record);
        record.headers()
                .add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))
                .add("ce_source", "fault-tests".getBytes(StandardCharsets.UTF_8))
                .add("ce_type", "jobplatform.user.events.UserUpdated".getBytes(StandardCharsets.UTF_8));
        try {
            var unused = producer.send(record).get();
            acknowledged(Flow.POISON, version, begun);
        } catch (ExecutionException failed) {
            history().unknown(Flow.POISON, version.toString(), failed.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
