package jobplatform.analytics.stream;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.serde.streams.SpecificAvroSerde;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jobplatform.analytics.figures.FigureProperties;
import jobplatform.analytics.figures.ResultTopics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp;
import org.apache.kafka.streams.state.Stores;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.util.unit.DataSize;

/** Runs the stream: with which settings, and on which topics. It reads what the service's listeners read. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    /** What waits in the process to be published: few sums change between two commits. */
    private static final DataSize RECORD_CACHE = DataSize.ofMegabytes(4);

    /**
     * How long the figures wait at most for others that are published with them. Each commit is a transaction of Kafka, which
     * writes to each partition that has a change.
     */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    @Bean
    ResultTopics resultTopics(MessagingProperties messaging) {
        return ResultTopics.of(messaging.groupId());
    }

    @Bean
    FigureTopology figureTopology(
            FigureProperties figures,
            MessagingProperties messaging,
            ObjectProvider<SchemaRegistryConnectionDetails> registry,
            @Value("${jobplatform.topics.job-events}") String jobEvents,
            @Value("${jobplatform.topics.application-events}") String applicationEvents,
            ResultTopics results,
            Clock clock,
            StreamMetrics metrics) {
        UnknownSchemas unknownSchemas = new UnknownSchemas(messaging.retry().unknownSchemaGrace(), clock);
        List<String> sources = Stream.of(jobEvents, applicationEvents)
                .flatMap(topic -> Stream.of(
                        topic, DeadLetterTopic.of(topic, messaging.groupId()).replayTopic()))
                .toList();
        return new FigureTopology(
                sources,
                results,
                figures.lateness(),
                figures.partitions(),
                Stores::persistentKeyValueStore,
                () -> new FactProcessor(events(messaging, registry), unknownSchemas, clock, metrics),
                metrics);
    }

    @Bean
    StreamsBuilderFactoryBean figuresStream(
            FigureTopology topology,
            FigureProperties figures,
            MessagingProperties messaging,
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            StreamFailures failures) {
        StreamsBuilderFactoryBean stream = new StreamsBuilderFactoryBean(
                new KafkaStreamsConfiguration(settings(figures, messaging, kafka, connection)));
        stream.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
            @Override
            public void configureBuilder(StreamsBuilder builder) {
                topology.addTo(builder);
            }
        });
        stream.setStreamsUncaughtExceptionHandler(failures);
        return stream;
    }

    private static Map<String, Object> settings(
            FigureProperties figures,
            MessagingProperties messaging,
            KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> settings = new HashMap<>(kafka.buildStreamsProperties());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, ReadingStages.applicationId(messaging));
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                connection.getStreams().getBootstrapServers());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, figures.stateDirectory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, figures.threads());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, figures.replicationFactor());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, RECORD_CACHE.toBytes());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbLimits.class);
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogAndSkipOnInvalidTimestamp.class);
        settings.put(RocksDbLimits.MEMORY, figures.memory().toBytes());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        kafka.getConsumer()
                .getProperties()
                .forEach((name, value) -> settings.put(StreamsConfig.consumerPrefix(name), value));
        return settings;
    }

    private static Serde<SpecificRecord> events(
            MessagingProperties messaging, ObjectProvider<SchemaRegistryConnectionDetails> registry) {
        Map<String, Object> settings = new HashMap<>(messaging.registry());
        settings.put("schema.registry.url", messaging.schemaRegistryUrl());
        registry.ifAvailable(details -> {
            settings.putAll(details.settings());
            settings.put("schema.registry.url", details.url());
        });
        SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>();
        serde.configure(settings, false);
        return serde;
    }
}
