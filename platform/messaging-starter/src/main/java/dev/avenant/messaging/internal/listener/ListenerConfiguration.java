package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.MessagingConfigurationException;
import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.EventObservations;
import dev.avenant.messaging.internal.KafkaReachability;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.deadletters.Parking;
import dev.avenant.messaging.internal.failure.CircuitBreakers;
import dev.avenant.messaging.internal.failure.FailureHandler;
import dev.avenant.messaging.internal.failure.RetryTracker;
import dev.avenant.messaging.internal.failure.SubscriptionTopics;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.internal.inbox.TopicIds;
import dev.avenant.messaging.internal.lag.ConsumerPositions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** The beans behind {@link dev.avenant.messaging.autoconfigure.ListenerAutoConfiguration}. */
@Configuration(proxyBeanMethods = false)
public final class ListenerConfiguration {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ListenerMetrics messagingListenerMetrics(ObjectProvider<MeterRegistry> meters) {
        return new ListenerMetrics(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    SubscriptionsEndpoint messagingSubscriptionsEndpoint(
            Listeners listeners, CircuitBreakers circuits, MessagingProperties properties) {
        return new SubscriptionsEndpoint(listeners, circuits, properties.groupId());
    }

    @Bean
    ConsumerFailures messagingConsumerFailures(MessagingProperties properties, ObjectProvider<Clock> clocks) {
        return new ConsumerFailures(properties.retry(), clock(clocks));
    }

    @Bean
    PausingErrorHandler messagingErrorHandler(
            RetryTracker retries,
            FailureHandler failures,
            ConsumerFailures consumerFailures,
            MessagingProperties properties) {
        return new PausingErrorHandler(
                retries, new UnreadableRecords(failures, properties.groupId()), consumerFailures);
    }

    @Bean
    EventReaderFactory messagingEventReaderFactory(
            EventCodec codec, KafkaSettings kafka, ObjectProvider<Clock> clocks) {
        TopicIds topicIds = new TopicIds(kafka.admin(), clock(clocks));
        return subscription -> new EventReader(subscription, codec, topicIds);
    }

    @Bean
    RecordListenerFactory messagingRecordListenerFactory(
            EventReaderFactory readers,
            Parking parking,
            Inbox inbox,
            EventObservations observations,
            FailureHandler failures,
            ListenerMetrics metrics) {
        return subscription -> {
            EventReader reader = readers.create(subscription);
            return new RecordListener(reader, parking, inbox, observations, failures, metrics);
        };
    }

    @Bean
    RecordRestorer messagingRecordRestorer(
            KafkaSettings kafka, MessagingProperties properties, FailureHandler failures) {
        return new RecordRestorer(() -> kafka.reader(READ_TIMEOUT), properties.groupId(), failures);
    }

    @Bean
    PollListenerFactory messagingPollListenerFactory(
            RecordListenerFactory records,
            EventReaderFactory readers,
            Parking parking,
            Inbox inbox,
            EventObservations observations,
            CircuitBreakers circuits,
            ListenerMetrics metrics,
            RecordRestorer restorer,
            RetryTracker retries,
            ConsumerFailures consumerFailures,
            MessagingProperties properties) {
        EventLogContext log = new EventLogContext(properties.logEventKeys());
        return new PollListenerFactory(
                records,
                (subscription, isStopping) -> new BatchHandling(
                        readers.create(subscription), parking, inbox, observations, log, circuits, metrics, isStopping),
                restorer,
                retries,
                consumerFailures,
                circuits,
                log);
    }

    @Bean
    ListenerContainers messagingListenerContainers(
            KafkaSettings kafka,
            MessagingProperties properties,
            PollListenerFactory listeners,
            PausingErrorHandler errorHandler,
            ConsumerPositions positions) {
        String group = properties.groupId();
        ConsumerFactory<byte[], byte[]> consumers = kafka.consumers(group);
        positions.follow(consumers);
        return new ListenerContainers(consumers, group, properties.concurrency(), listeners, errorHandler);
    }

    @Bean
    Listeners messagingListeners(
            ObjectProvider<Subscription> subscriptions,
            ListenerContainers factory,
            Inbox inbox,
            SubscriptionTopics topics,
            ListenerMetrics metrics,
            MessagingProperties properties,
            ObjectProvider<Clock> clocks) {
        Map<String, AbstractMessageListenerContainer<byte[], byte[]>> containers = new LinkedHashMap<>();
        subscriptions.orderedStream().forEach(subscription -> {
            if (containers.put(subscription.topic(), factory.create(subscription)) != null) {
                throw new MessagingConfigurationException(
                        "Two Subscription beans listen to " + subscription.topic() + ": put their handlers into one",
                        "Call on(...) of one of the two for the events of both.");
            }
        });
        Duration retention = properties.inbox().retention();
        Clock clock = clock(clocks);
        return new Listeners(
                containers, topics, () -> metrics.forgotten(inbox.forgetOlderThan(retention, clock.instant())));
    }

    @Bean
    HealthIndicator messagingListenersHealthIndicator(
            Listeners listeners,
            RetryTracker retries,
            CircuitBreakers circuits,
            ConsumerFailures failures,
            KafkaReachability kafka) {
        return new ListenerHealth(listeners, retries, circuits, failures, kafka);
    }

    /** The service's own, if it has one. */
    private static Clock clock(ObjectProvider<Clock> clocks) {
        return clocks.getIfUnique(Clock::systemUTC);
    }
}
