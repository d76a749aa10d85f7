package dev.avenant.messaging.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * The service's own Kafka settings ({@code spring.kafka.*}) with what must hold for messaging on top: raw bytes on both
 * sides, and guarantees that no setting may weaken.
 */
public final class KafkaSettings {

    private static final int NEVER_GIVE_UP = Integer.MAX_VALUE;
    private static final int ASK_FOR_METADATA_MILLIS = 5_000;
    private static final int ADMIN_MILLIS = 5_000;
    /** Few, so that slow handlers stay within the time that a consumer has between two polls. */
    private static final int RECORDS_OF_A_POLL = 100;

    private static final int LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

    private final KafkaProperties properties;
    private final KafkaConnectionDetails connection;

    KafkaSettings(KafkaProperties properties, KafkaConnectionDetails connection) {
        this.properties = properties;
        this.connection = connection;
    }

    /** A producer that keeps order, never gives a record up, and acknowledges what all replicas have. */
    public Producer<byte[], byte[]> relayProducer() {
        Map<String, Object> settings = producer("avenant-relay");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, NEVER_GIVE_UP);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer of dead letters, whose callers try again themselves. */
    public Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> settings = producer("avenant-dead-letters");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Settings of the consumers of that group. */
    public Map<String, Object> consumer(String group) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        connect(settings, connection.getConsumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_OF_A_POLL);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** Settings of an admin client that answers soon. */
    public Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(properties.buildAdminProperties());
        connect(settings, connection.getAdmin());
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_MILLIS);
        return settings;
    }

    private Map<String, Object> producer(String clientId) {
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        connect(settings, connection.getProducer());
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
        settings.merge(ProducerConfig.CLIENT_ID_CONFIG, clientId, (own, name) -> own + "-" + name);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.RETRIES_CONFIG, NEVER_GIVE_UP);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ASK_FOR_METADATA_MILLIS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
        return settings;
    }

    private static void connect(Map<String, Object> settings, KafkaConnectionDetails.Configuration connection) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
    }
}
