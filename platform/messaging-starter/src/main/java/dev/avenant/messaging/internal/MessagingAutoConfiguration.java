package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import dev.avenant.messaging.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** What outbox and listeners both need: the tables, the contracts and the way to Kafka. */
@AutoConfiguration(after = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(MessagingProperties.class)
public final class MessagingAutoConfiguration {

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
        return new AvroEventCodec(
                connection.url(), settings, EventSerde.of(properties.serializer(), properties.deserializer()));
    }

    @Bean
    @ConditionalOnMissingBean
    KafkaSettings messagingKafkaSettings(KafkaProperties properties, KafkaConnectionDetails connection) {
        return new KafkaSettings(properties, connection);
    }

    @Bean
    MessagingFoundation messagingFoundation(
            DataSource dataSource,
            EventCodec codec,
            MessagingProperties properties,
            ObjectProvider<Publication> publications,
            ObjectProvider<Subscription> subscriptions) {
        List<Publication> out = publications.orderedStream().toList();
        List<Subscription> in = subscriptions.orderedStream().toList();
        return new MessagingFoundation(new MessagingTables(dataSource), codec, properties.startupTimeout(), out, in);
    }
}
