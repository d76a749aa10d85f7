package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.FailureClassification;
import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.deadletters.LetterIndex;
import dev.avenant.messaging.internal.deadletters.LetterProducer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that say what becomes of records that fail. */
@Configuration(proxyBeanMethods = false)
public final class FailureConfiguration {

    @Bean
    SubscriptionTopics messagingSubscriptionTopics(KafkaSettings kafka, MessagingProperties properties) {
        return new SubscriptionTopics(kafka.admin(), properties.groupId());
    }

    @Bean
    DeadLetterPublisher messagingDeadLetterPublisher(
            LetterProducer producer,
            MessagingProperties properties,
            SubscriptionTopics topics,
            LetterIndex index,
            ObjectProvider<Clock> clocks) {
        LetterStore store = new LetterStore(producer, properties.groupId(), clock(clocks));
        return new DeadLetterPublisher(store, topics, index);
    }

    @Bean
    RetryPolicies messagingRetryPolicies(MessagingProperties properties, ObjectProvider<Subscription> subscriptions) {
        return RetryPolicies.of(properties, subscriptions.orderedStream().toList());
    }

    @Bean
    RetryTracker messagingRetryTracker(RetryPolicies policies, FailureMetrics metrics, ObjectProvider<Clock> clocks) {
        return new RetryTracker(policies, clock(clocks), metrics);
    }

    @Bean
    FailureClassifier messagingFailureClassifier(ObjectProvider<FailureClassification> ofTheService) {
        return new FailureClassifier(ofTheService.orderedStream().toList());
    }

    @Bean
    FailureHandler messagingFailureHandler(
            FailureClassifier classifier,
            DeadLetterPublisher deadLetters,
            RetryTracker retries,
            LetterIndex index,
            CircuitBreakers circuits,
            FailureMetrics metrics,
            RetryPolicies policies,
            ObjectProvider<Clock> clocks) {
        retries.whenForgotten(deadLetters::forget);
        UnknownSchemas unknownSchemas = new UnknownSchemas(policies, clock(clocks));
        return new FailureHandler(classifier, unknownSchemas, deadLetters, retries, index, circuits, metrics);
    }

    @Bean
    CircuitBreakers messagingCircuitBreakers(
            MessagingProperties properties,
            FailureMetrics metrics,
            ObjectProvider<Subscription> subscriptions,
            ObjectProvider<Clock> clocks) {
        List<String> topics =
                subscriptions.orderedStream().map(Subscription::topic).toList();
        return new CircuitBreakers(properties.circuitBreaker(), topics, clock(clocks), metrics);
    }

    @Bean
    FailureMetrics messagingFailureMetrics(ObjectProvider<MeterRegistry> meters) {
        return new FailureMetrics(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** The service's own, if it has one. */
    private static Clock clock(ObjectProvider<Clock> clocks) {
        return clocks.getIfUnique(Clock::systemUTC);
    }
}
