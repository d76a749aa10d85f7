package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.autoconfigure.ListenerAutoConfiguration;
import dev.avenant.messaging.autoconfigure.MessagingAutoConfiguration;
import dev.avenant.messaging.autoconfigure.OutboxAutoConfiguration;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.LifecycleProcessor;

@Tag("fast")
class AutoConfigurationTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    KafkaAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    MessagingAutoConfiguration.class,
                    OutboxAutoConfiguration.class,
                    ListenerAutoConfiguration.class))
            .withBean("lifecycleProcessor", LifecycleProcessor.class, RefreshOnly::new)
            .withPropertyValues(
                    "avenant.messaging.source=/orders",
                    "avenant.messaging.group-id=order-service",
                    "spring.datasource.url=jdbc:postgresql://localhost:1/nowhere");

    private final ApplicationContextRunner withDatabase =
            contexts.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

    @Test
    void givesAServiceAnOutboxWithItsRelayAndListenersWithTheirHealth() {
        withDatabase.run(context -> assertThat(context)
                .hasSingleBean(Outbox.class)
                .hasSingleBean(EventCodec.class)
                .hasBean("outboxRelay")
                .hasBean("outboxRelayHealthIndicator")
                .hasBean("messagingListeners")
                .hasBean("messagingListenersHealthIndicator"));
    }

    @Test
    void leavesAnApplicationWithoutADatabaseAlone() {
        contexts.run(context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(Outbox.class).doesNotHaveBean(EventCodec.class));
    }

    @Test
    void backsOffBeforeTheServicesOwnOutbox() {
        Outbox own = event -> "own";

        withDatabase
                .withBean("ownOutbox", Outbox.class, () -> own)
                .run(context -> assertThat(context).getBean(Outbox.class).isSameAs(own));
    }

    @Test
    void findsTheRegistryWhereAConnectionSaysBeforeTheProperty() {
        SchemaRegistryConnectionDetails connection = () -> "http://localhost:4711";

        withDatabase
                .withPropertyValues("avenant.messaging.schema-registry-url=http://localhost:8081")
                .withBean(SchemaRegistryConnectionDetails.class, () -> connection)
                .run(context -> assertThat(context.getBean(EventCodec.class).registryUrl())
                        .isEqualTo("http://localhost:4711"));
    }

    @Test
    void findsTheRegistryWhereThePropertySaysWithoutAConnection() {
        withDatabase
                .withPropertyValues("avenant.messaging.schema-registry-url=http://localhost:8082")
                .run(context -> assertThat(context.getBean(EventCodec.class).registryUrl())
                        .isEqualTo("http://localhost:8082"));
    }

    @Test
    void runsNoRelayWhereItIsSwitchedOff() {
        withDatabase
                .withPropertyValues("avenant.messaging.outbox.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(Outbox.class)
                        .doesNotHaveBean("outboxRelay")
                        .doesNotHaveBean("outboxRelayHealthIndicator"));
    }

    @Test
    void givesAConsumerNineSecondsForEachRecordOfAPoll() {
        withDatabase.run(context -> assertThat(consumerSettings(context))
                .containsEntry("max.poll.records", 100)
                .containsEntry("max.poll.interval.ms", 900_000));
    }

    @Test
    void leavesToTheServiceHowOftenItsConsumersPoll() {
        withDatabase
                .withPropertyValues(
                        "spring.kafka.consumer.max-poll-records=7", "spring.kafka.consumer.max-poll-interval=60s")
                .run(context -> assertThat(consumerSettings(context))
                        .containsEntry("max.poll.records", 7)
                        .containsEntry("max.poll.interval.ms", 60_000));
    }

    private static Map<String, Object> consumerSettings(ApplicationContext context) {
        return context.getBean(KafkaSettings.class).consumers("orders").getConfigurationProperties();
    }

    /** Boot makes a transaction manager of Kafka then, and none of the database. */
    @Test
    void refusesToListenWithoutATransactionManagerOfTheDatabaseWithTheInbox() {
        withDatabase
                .withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "Listeners need a transaction manager of the DataSource that holds the inbox, but found"
                                        + " only org.springframework.kafka.transaction.KafkaTransactionManager"));
    }

    @Test
    void refusesTwoSubscriptionsToOneTopic() {
        Subscription subscription = Subscription.to("orders").on(OrderPlaced.class, (event, context) -> {});

        withDatabase
                .withBean("first", Subscription.class, () -> subscription)
                .withBean("second", Subscription.class, () -> subscription)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("Two Subscription beans listen to orders: put their handlers into one"));
    }

    /** Keeps everything from starting, so that nothing is connected to. */
    private static final class RefreshOnly implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
