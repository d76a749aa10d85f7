package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.OutboxRelay;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.EventObservations;
import dev.avenant.messaging.internal.KafkaReachability;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.internal.tables.TablesSchema;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.ConfigurableTransactionManager;

/** The beans behind {@link dev.avenant.messaging.autoconfigure.OutboxAutoConfiguration}. */
@Configuration(proxyBeanMethods = false)
public final class OutboxConfiguration {

    @Bean
    @ConditionalOnMissingBean(Outbox.class)
    OutboxMessageFactory outboxMessageFactory(
            EventCodec codec,
            MessagingProperties properties,
            EventObservations observations,
            ObjectProvider<Clock> clock) {
        return new OutboxMessageFactory(
                codec,
                properties.source(),
                properties.outbox().maxEventBytes(),
                observations,
                Clock.tick(clock.getIfUnique(Clock::systemUTC), Duration.ofMillis(1)));
    }

    @Bean
    @ConditionalOnMissingBean(Outbox.class)
    OutboxCapacity outboxCapacity(DataSource dataSource, OutboxTable table, MessagingProperties properties) {
        OutboxSettings settings = properties.outbox();
        return new OutboxCapacity(
                dataSource, table, new OutboxCapacity.Limits(settings.maxSize(), settings.maxBytes()));
    }

    @Bean
    @ConditionalOnMissingBean
    Outbox outbox(
            OutboxTransactions transactions,
            OutboxMessageFactory messages,
            OutboxCapacity capacity,
            ObjectProvider<Publication> publications) {
        return new TransactionalOutbox(
                transactions, messages, capacity, publications.orderedStream().toList());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OutboxTransactions outboxTransactions(
            ObjectProvider<JdbcTemplate> jdbc,
            ObjectProvider<OutboxTable> table,
            ObjectProvider<CommitNotifier> notifier) {
        return new OutboxTransactions(jdbc::getObject, table::getObject, notifier::getObject);
    }

    @Bean
    OutboxTable outboxTable(TablesSchema schema) {
        return new OutboxTable(schema);
    }

    @Bean
    CommitNotifier outboxCommitNotifier(DataSource dataSource, MessagingProperties properties) {
        return new CommitNotifier(dataSource, properties.outbox().linger());
    }

    /** Has every transaction manager listened to, whoever made it; Spring Boot does so with those that it makes. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static BeanPostProcessor outboxTransactionManagerPostProcessor(OutboxTransactions transactions) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof ConfigurableTransactionManager manager
                        && !manager.getTransactionExecutionListeners().contains(transactions)) {
                    manager.addListener(transactions);
                }
                return bean;
            }
        };
    }

    /** The relay of a process that relays when it is told to. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "avenant.messaging.outbox.enabled", havingValue = "false")
    OutboxRelay manualOutboxRelay(
            DataSource dataSource,
            TablesSchema schema,
            OutboxTable table,
            KafkaSettings kafka,
            RelayMetrics metrics,
            MessagingProperties properties) {
        return new ManualRelay(
                dataSource,
                schema,
                table,
                (topic, producer) -> new TopicSender(topic, kafka.relayProducer(producer), metrics),
                properties);
    }

    @Bean
    RelayMetrics outboxRelayMetrics(
            ObjectProvider<MeterRegistry> meters, ObjectProvider<ObservationRegistry> observations) {
        return new RelayMetrics(
                meters.getIfAvailable(SimpleMeterRegistry::new),
                observations.getIfAvailable(() -> ObservationRegistry.NOOP),
                Clock.systemUTC());
    }

    /** With what the transactional ids of a process begin; Kafka's access lists name the prefix of it. */
    static String transactionalIds(MessagingProperties properties, String topic, UUID holder) {
        return properties.groupId() + ".outbox." + topic + "." + holder;
    }

    /** The relay of this process. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "avenant.messaging.outbox.enabled", matchIfMissing = true)
    static class RelayConfiguration {

        @Bean
        RelayLoop outboxRelay(
                DataSource dataSource,
                TablesSchema schema,
                OutboxTable table,
                KafkaSettings kafka,
                RelayMetrics metrics,
                MessagingProperties properties,
                ObjectProvider<Publication> publications) {
            List<String> topics =
                    publications.orderedStream().map(Publication::topic).toList();
            return new RelayLoop(() -> new RelayRun(
                    dataSource,
                    table,
                    topics,
                    relays(dataSource, schema, table, kafka, metrics, properties),
                    properties.outbox().pollInterval()));
        }

        /** The relays of one start, which are one holder of leases. */
        private static Function<String, TopicRelay> relays(
                DataSource dataSource,
                TablesSchema schema,
                OutboxTable table,
                KafkaSettings kafka,
                RelayMetrics metrics,
                MessagingProperties properties) {
            OutboxSettings settings = properties.outbox();
            UUID holder = UUID.randomUUID();
            return topic -> metrics.show(
                    topic,
                    new TopicRelay(
                            topic,
                            () -> new RelaySession(dataSource, settings.leaseDuration()),
                            table,
                            new RelayShare(
                                    new RelayLease(
                                            schema,
                                            topic,
                                            holder,
                                            transactionalIds(properties, topic, holder),
                                            settings.leaseDuration()),
                                    new RelayMembership(schema, topic, holder, settings.leaseDuration())),
                            producer -> new TopicSender(topic, kafka.relayProducer(producer), metrics),
                            settings,
                            Clock.systemUTC()));
        }

        @Bean
        HealthIndicator outboxRelayHealthIndicator(RelayLoop loop, KafkaReachability kafka) {
            return new RelayHealth(loop, kafka, Clock.systemUTC());
        }

        @Bean
        MeterBinder outboxMetrics(RelayLoop loop) {
            return registry -> {
                Gauge.builder("avenant.outbox.size", loop, backlog(OutboxTable.Backlog::rows))
                        .description("Events that wait in the outbox; NaN while other processes relay")
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
