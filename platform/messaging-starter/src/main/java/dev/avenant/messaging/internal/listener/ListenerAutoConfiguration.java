package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.MessagingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A listener for each {@link Subscription}. */
@AutoConfiguration(
        after = {
            MessagingAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBean({EventCodec.class, JdbcTemplate.class, PlatformTransactionManager.class})
public final class ListenerAutoConfiguration {

    @Bean
    Inbox messagingInbox(JdbcTemplate jdbc, PlatformTransactionManager transactions, MessagingProperties properties) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), properties.groupId());
    }

    @Bean
    Listeners messagingListeners(
            ObjectProvider<Subscription> subscriptions,
            ListenerParts parts,
            KafkaSettings kafka,
            MessagingProperties properties) {
        Map<String, AbstractMessageListenerContainer<byte[], byte[]>> containers = new LinkedHashMap<>();
        subscriptions.orderedStream().forEach(subscription -> {
            if (containers.put(subscription.topic(), parts.container(subscription)) != null) {
                throw new IllegalStateException(
                        "Two Subscription beans listen to " + subscription.topic() + ": put their handlers into one");
            }
        });
        return new Listeners(
                containers,
                new SubscriptionTopics(kafka.admin(), properties.groupId()),
                () -> parts.inbox().forgetOlderThan(properties.inbox().retention(), Instant.now()),
                parts.toClose());
    }

    @Bean
    ListenerParts messagingListenerParts(
            EventCodec codec,
            Inbox inbox,
            KafkaSettings kafka,
            MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        Clock clock = Clock.systemUTC();
        Fates fates = new Fates(
                new DeadLetters(kafka::deadLetterProducer, properties.groupId(), clock),
                new Tries(properties.retry(), clock),
                new ListenerObserver(meters.getIfAvailable(SimpleMeterRegistry::new)));
        return new ListenerParts(codec, inbox, fates, new PartitionWaits(), kafka, properties);
    }

    @Bean
    HealthIndicator messagingListenersHealthIndicator(Listeners listeners, ListenerParts parts) {
        return new ListenerHealth(listeners, parts.fates().tries());
    }

    /** What the containers of all subscriptions are made of. */
    record ListenerParts(
            EventCodec codec,
            Inbox inbox,
            Fates fates,
            PartitionWaits waits,
            KafkaSettings kafka,
            MessagingProperties properties)
            implements AutoCloseable {

        AbstractMessageListenerContainer<byte[], byte[]> container(Subscription subscription) {
            String group = properties.groupId();
            ContainerProperties settings = new ContainerProperties(
                    subscription.topic(), SubscriptionTopics.replay(subscription.topic(), group));
            settings.setGroupId(group);
            settings.setAckMode(ContainerProperties.AckMode.RECORD);
            settings.setMessageListener(new RecordListener(subscription, codec, inbox, fates));
            settings.setAuthExceptionRetryInterval(java.time.Duration.ofSeconds(10));
            settings.setMissingTopicsFatal(false);
            ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                    new DefaultKafkaConsumerFactory<>(kafka.consumer(group)), settings);
            container.setConcurrency(properties.concurrency());
            container.setCommonErrorHandler(waits);
            container.setBeanName("avenant." + subscription.topic());
            return container;
        }

        List<AutoCloseable> toClose() {
            return List.of(fates.deadLetters());
        }

        @Override
        public void close() {
            waits.close();
        }
    }
}
