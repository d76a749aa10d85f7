package dev.avenant.benchmarks.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker with a topic of many records and one of many dead letters, for the console to look at: {@code LargeKafka
 * <directory> <port> <records> <letters>}. It runs until it is stopped, and keeps nothing of an earlier run.
 */
public final class LargeKafka {

    private static final String TOPIC = "console-events";
    private static final String LETTERS = TOPIC + ".billing.dlt";
    private static final String REPLAYS = TOPIC + ".billing.replay";
    private static final int PARTITIONS = 6;
    private static final List<String> CAUSES = List.of("NOT_AVRO", "MALFORMED", "HANDLER_FAILED", "HANDLER_REFUSED");

    private LargeKafka() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("Say where and how many: LargeKafka <directory> <port> <records> <letters>");
            System.exit(2);
        }
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(Path.of(arguments[0]))
                .withPorts(Integer.parseInt(arguments[1]), 0)
                .keepingOldRecords();
        try (KafkaBroker broker = KafkaBroker.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20);
            try (Admin admin = Admin.create(kafka);
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
                admin.createTopics(List.of(TOPIC, LETTERS, REPLAYS).stream()
                                .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                                .toList())
                        .all()
                        .get();
                for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
                    var unused = producer.send(record(number));
                }
                for (int number = 0; number < Integer.parseInt(arguments[3]); number++) {
                    var unused = producer.send(letter(number));
                }
                producer.flush();
            }
            System.out.println(arguments[2] + " records are in " + TOPIC + ", " + arguments[3] + " dead letters in "
                    + LETTERS + ", at " + broker.bootstrapServers());
            broker.awaitShutdown();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(int number) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TOPIC, number % PARTITIONS, ("key-" + number).getBytes(UTF_8), value(number));
        record.headers().add("ce_id", ("id-" + number).getBytes(UTF_8)).add("ce_type", "shop.Placed".getBytes(UTF_8));
        return record;
    }

    /** As long as a small event is, and of no schema. */
    private static byte[] value(int number) {
        return ("an order of number " + number + ", which somebody placed in the shop at some time of that day")
                .getBytes(UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> letter(int number) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(LETTERS, number % PARTITIONS, ("key-" + number).getBytes(UTF_8), value(number));
        Map.of(
                        "attempt", "1",
                        "topic", TOPIC,
                        "partition", String.valueOf(number % PARTITIONS),
                        "offset", String.valueOf(number / PARTITIONS),
                        "group", "billing",
                        "category", CAUSES.get(number % CAUSES.size()),
                        "exception", "java.lang.IllegalStateException",
                        "message", "what went wrong with it",
                        "timestamp", "1767225600000",
                        "failed-at", "2026-01-01T00:00:01Z")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, text.getBytes(UTF_8)));
        return letter;
    }
}
