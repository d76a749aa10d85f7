package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.internal.EventObservations;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.Measurements;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.internal.inbox.InboxSize;
import dev.avenant.messaging.internal.lag.ConsumerLag;
import dev.avenant.messaging.internal.lag.ConsumerPositions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is measured of the listeners besides what they count themselves. */
@Configuration(proxyBeanMethods = false)
public final class ListenerMetricsConfiguration {

    private static final Duration MEASUREMENT_INTERVAL = Duration.ofSeconds(10);

    private static final DistributionStatisticConfig HANDLING_HISTOGRAM = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(Stream.of(10, 50, 100, 500, 1_000, 5_000, 30_000)
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray())
            .build();

    /** A histogram of few buckets, unless the service has settings of its own for it. */
    @Bean
    MeterFilter messagingHandlingHistogram() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(EventObservations.HANDLING) ? config.merge(HANDLING_HISTOGRAM) : config;
            }
        };
    }

    @Bean
    MeterBinder messagingListenerStates(Listeners listeners, ObjectProvider<Subscription> subscriptions) {
        return registry -> subscriptions
                .orderedStream()
                .map(Subscription::topic)
                .forEach(topic -> Gauge.builder("avenant.listener.running", listeners, all -> all.isWell(topic) ? 1 : 0)
                        .description("Whether the listener of a subscription runs")
                        .tag("topic", topic)
                        .register(registry));
    }

    @Bean
    ConsumerPositions messagingConsumerPositions() {
        return new ConsumerPositions();
    }

    @Bean
    ConsumerLag messagingConsumerLag(
            ConsumerPositions positions,
            KafkaSettings kafka,
            MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new ConsumerLag(
                properties.groupId(),
                positions,
                () -> Admin.create(kafka.admin()),
                meters.getIfAvailable(SimpleMeterRegistry::new),
                Clock.systemUTC());
    }

    @Bean
    Measurements messagingMeasurements(
            Listeners listeners, ConsumerLag lag, Inbox inbox, ObjectProvider<MeterRegistry> meters) {
        InboxSize size = new InboxSize(inbox, meters.getIfAvailable(SimpleMeterRegistry::new));
        return new Measurements(
                MEASUREMENT_INTERVAL, List.of(() -> lag.measure(listeners.assignedPartitions()), size::measure));
    }
}
