package dev.avenant.benchmarks.registry;

import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaRecord;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.RecordSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes a registry's topic with any number of schemas in it, in the format that every registry reads, so that a start on
 * many schemas can be measured without registering each: {@code FillTopic <bootstrap servers> <topic> <schemas>}. Ids are
 * 1 to that number, each under a subject of its own.
 */
public final class FillTopic {

    private static final int MOST = 1_000_000;

    private FillTopic() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("Say where and how many: FillTopic <bootstrap servers> <topic> <schemas>");
            System.exit(2);
        }
        String topic = arguments[1];
        int schemas = Math.min(MOST, Math.max(1, Integer.parseInt(arguments[2])));
        Map<String, Object> kafka = Map.of("bootstrap.servers", arguments[0], "linger.ms", 20, "acks", "all");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int id = 1; id <= schemas; id++) {
                LogRecord entry = RecordSerde.write(new SchemaRecord(
                        "topic-" + id + "-value", 1, id, new SchemaContent(schema(id), List.of(), null, null), false));
                sent.add(producer.send(new ProducerRecord<>(topic, 0, entry.key(), entry.value())));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
        System.out.println(schemas + " schemas are in " + topic);
    }

    private static String schema(int number) {
        return "{\"type\":\"record\",\"name\":\"Event" + number + "\",\"namespace\":\"com.example.events\","
                + "\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"long\"},"
                + "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
    }
}
