package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingConfigurationException;
import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.tables.MessagingTables;
import dev.avenant.messaging.internal.tables.TablesSchema;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans behind {@link dev.avenant.messaging.autoconfigure.MessagingAutoConfiguration}. */
@Configuration(proxyBeanMethods = false)
public final class MessagingConfiguration {

    private static final String TRACER = "io.micrometer.tracing.Tracer";

    @Bean
    @ConditionalOnMissingBean
    SchemaRegistryConnectionDetails schemaRegistryConnectionDetails(MessagingProperties properties) {
        return properties::schemaRegistryUrl;
    }

    @Bean
    @ConditionalOnMissingBean
    EventCodec eventCodec(MessagingProperties properties, SchemaRegistryConnectionDetails connection) {
        Map<String, String> settings = new HashMap<>(properties.registry());
        settings.putAll(connection.settings());
        EventSerde serde = EventSerde.of(properties.serializer(), properties.deserializer());
        try {
            return new AvroEventCodec(connection.url(), settings, serde);
        } catch (ConfigException | SerializationException unusable) {
            throw new MessagingConfigurationException(
                    "The settings of the schema registry cannot be used: " + unusable.getMessage(),
                    "Correct avenant.messaging.schema-registry-url, or what is below avenant.messaging.registry;"
                            + " docs/serde.md lists the settings there.",
                    unusable);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    KafkaSettings messagingKafkaSettings(
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            ObjectProvider<DefaultKafkaConsumerFactoryCustomizer> consumers,
            ObjectProvider<DefaultKafkaProducerFactoryCustomizer> producers) {
        return new KafkaSettings(
                properties,
                connection,
                consumers.orderedStream().toList(),
                producers.orderedStream().toList());
    }

    @Bean
    KafkaReachability messagingKafkaReachability(KafkaSettings kafka) {
        return new KafkaReachability(kafka.admin(), Clock.systemUTC());
    }

    @Bean
    TablesSchema messagingTablesSchema(MessagingProperties properties) {
        return new TablesSchema(properties.tables().schema());
    }

    @Bean
    MessagingInitializer messagingInitializer(
            DataSource dataSource,
            TablesSchema schema,
            EventCodec codec,
            MessagingProperties properties,
            ObjectProvider<Publication> publications,
            ObjectProvider<Subscription> subscriptions) {
        List<Publication> out = publications.orderedStream().toList();
        List<Subscription> in = subscriptions.orderedStream().toList();
        MessagingTables tables =
                new MessagingTables(dataSource, schema, properties.tables().create());
        return new MessagingInitializer(tables, codec, properties.startupTimeout(), out, in);
    }

    @Bean
    EventObservations messagingEventObservations(
            ObjectProvider<ObservationRegistry> registry, TracePropagation traces) {
        return new EventObservations(registry.getIfAvailable(() -> ObservationRegistry.NOOP), traces);
    }

    /** Traces where Micrometer's tracing is on the class path and has a tracer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = TRACER)
    static class MicrometerTracing {

        @Bean
        @ConditionalOnMissingBean
        TracePropagation messagingTracePropagation(ObjectProvider<Tracer> tracers, ObjectProvider<Propagator> formats) {
            Tracer tracer = tracers.getIfAvailable();
            W3cTracePropagation withoutTracer = new W3cTracePropagation();
            return tracer == null || formats.getIfAvailable() == null
                    ? withoutTracer
                    : new MicrometerTracePropagation(tracer, withoutTracer);
        }
    }

    /** Traces everywhere else. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(TRACER)
    static class OwnTracing {

        @Bean
        @ConditionalOnMissingBean
        TracePropagation messagingTracePropagation() {
            return new W3cTracePropagation();
        }
    }
}
