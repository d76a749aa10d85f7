package dev.avenant.messaging.internal;

import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The service's own Kafka settings ({@code spring.kafka.*}) with what must hold for messaging on top: raw bytes on both
 * sides, and guarantees that no setting may weaken.
 */
public final class KafkaSettings {

    private static final int NEVER_GIVE_UP = Integer.MAX_VALUE;
    private static final int ASK_FOR_METADATA_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;
    /** How long readers wait at most for what a relay left open that was stopped in the middle. */
    private static final int TRANSACTION_MILLIS = 30_000;

    private static final int RELAY_LINGER_MILLIS = 20;
    private static final int RELAY_BATCH_BYTES = 256 * 1024;
    /** Kafka refuses the first records of a transaction while it still completes the former one. */
    private static final int RELAY_BACKOFF_MILLIS = 5;

    private static final int ADMIN_MILLIS = 5_000;
    /** Few, so that slow handlers stay within the time that a consumer has between two polls. */
    private static final int RECORDS_OF_A_POLL = 100;

    /** Nine seconds for each record of a poll, as long as a handler may take that waits for a remote system. */
    private static final int BETWEEN_POLLS_MILLIS = RECORDS_OF_A_POLL * 9_000;

    private static final int LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

    private final KafkaProperties properties;
    private final KafkaConnectionDetails connection;
    private final List<DefaultKafkaConsumerFactoryCustomizer> consumers;
    private final List<DefaultKafkaProducerFactoryCustomizer> producers;

    KafkaSettings(
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            List<DefaultKafkaConsumerFactoryCustomizer> consumers,
            List<DefaultKafkaProducerFactoryCustomizer> producers) {
        this.properties = properties;
        this.connection = connection;
        this.consumers = List.copyOf(consumers);
        this.producers = List.copyOf(producers);
    }

    /**
     * A producer that keeps order, acknowledges what all replicas have, and sends in transactions.
     *
     * @param transactionalId the name under which Kafka lets one producer at a time send
     */
    public Producer<byte[], byte[]> relayProducer(String transactionalId) {
        Map<String, Object> settings = producer("avenant-relay");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS);
        // A commit sends what is there; until then, to wait fills the requests.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, RELAY_LINGER_MILLIS);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, RELAY_BATCH_BYTES);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RELAY_BACKOFF_MILLIS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_REQUEST_BYTES);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer of dead letters, whose callers try again themselves. */
    public Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> settings = producer("avenant-dead-letters");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
        // The topic's limit holds for what is compressed, as the record was when its own topic took it.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST_BYTES);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Makes the consumers of that group. */
    public ConsumerFactory<byte[], byte[]> consumers(String group) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        connect(settings, connection.getConsumer());
        DefaultKafkaConsumerFactory<byte[], byte[]> factory = new DefaultKafkaConsumerFactory<>(settings);
        consumers.forEach(customizer -> customizer.customize(factory));
        factory.setKeyDeserializerSupplier(ByteArrayDeserializer::new);
        factory.setValueDeserializerSupplier(ByteArrayDeserializer::new);
        setUnlessSet(factory, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_OF_A_POLL);
        setUnlessSet(factory, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, BETWEEN_POLLS_MILLIS);
        factory.updateConfigs(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
        return factory;
    }

    private static void setUnlessSet(ConsumerFactory<byte[], byte[]> factory, String name, int value) {
        if (!factory.getConfigurationProperties().containsKey(name)) {
            factory.updateConfigs(Map.of(name, value));
        }
    }

    /** Reads topics without joining a group, and takes that long at most for each answer. */
    public TopicReader reader(Duration timeout) {
        Map<String, Object> settings = new HashMap<>(consumers("").getConfigurationProperties());
        settings.remove(ConsumerConfig.CLIENT_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new TopicReader(settings, timeout);
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
        Map<String, Object> ofTheService = new HashMap<>(properties.buildProducerProperties());
        connect(ofTheService, connection.getProducer());
        DefaultKafkaProducerFactory<byte[], byte[]> factory = new DefaultKafkaProducerFactory<>(ofTheService);
        producers.forEach(customizer -> customizer.customize(factory));
        Map<String, Object> settings = new HashMap<>(factory.getConfigurationProperties());
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
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

    /** As Boot does for its own clients: where Kafka is, and how to be safe on the way there. */
    private static void connect(Map<String, Object> settings, KafkaConnectionDetails.Configuration connection) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
        String protocol = connection.getSecurityProtocol();
        if (protocol != null && !protocol.isEmpty()) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        SslBundle bundle = connection.getSslBundle();
        if (bundle != null) {
            settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            settings.put(SslBundle.class.getName(), bundle);
        }
    }
}
