package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.KafkaReachability;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.TracePropagation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The beans behind {@link dev.avenant.messaging.autoconfigure.OutboxAutoConfiguration}. */
@Configuration(proxyBeanMethods = false)
public final class OutboxConfiguration {

    @Bean
    @ConditionalOnMissingBean(Outbox.class)
    OutboxMessageFactory outboxMessageFactory(
            EventCodec codec, MessagingProperties properties, TracePropagation traces) {
        return new OutboxMessageFactory(
                codec,
                properties.source(),
                properties.outbox().maxEventBytes(),
                traces,
                Clock.tickMillis(ZoneOffset.UTC));
    }

    @Bean
    @ConditionalOnMissingBean
    Outbox outbox(JdbcTemplate jdbc, OutboxMessageFactory messages, ObjectProvider<Publication> publications) {
        return new TransactionalOutbox(
                jdbc, messages, publications.orderedStream().toList());
    }

    /** The relay of this process. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "avenant.messaging.outbox.enabled", matchIfMissing = true)
    static class RelayConfiguration {

        @Bean
        RelayLoop outboxRelay(DataSource dataSource, KafkaSettings kafka, MessagingProperties properties) {
            MessagingProperties.OutboxSettings settings = properties.outbox();
            return new RelayLoop(
                    dataSource,
                    () -> new Relay(kafka::relayProducer, settings.batchSize(), Clock.systemUTC()),
                    settings.pollInterval(),
                    Clock.systemUTC());
        }

        @Bean
        HealthIndicator outboxRelayHealthIndicator(RelayLoop loop, KafkaReachability kafka) {
            return new RelayHealth(loop, kafka, Clock.systemUTC());
        }

        @Bean
        MeterBinder outboxMetrics(RelayLoop loop) {
            return registry -> {
                Gauge.builder("avenant.outbox.size", loop, backlog(OutboxTable.Backlog::rows))
                        .description("Events that wait in the outbox; NaN while another process relays")
                        .register(registry);
                Gauge.builder("avenant.outbox.age", loop, backlog(OutboxTable.Backlog::oldestAgeSeconds))
                        .description("How long the oldest event has waited in the outbox")
                        .baseUnit("seconds")
                        .register(registry);
            };
        }

        private static ToDoubleFunction<RelayLoop> backlog(ToDoubleFunction<OutboxTable.Backlog> value) {
            return loop -> {
                OutboxTable.Backlog backlog = loop.backlog();
                return backlog == null ? Double.NaN : value.applyAsDouble(backlog);
            };
        }
    }
}
