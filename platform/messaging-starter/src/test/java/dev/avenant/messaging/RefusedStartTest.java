package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.avenant.messaging.internal.EventNotRegisteredException;
import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("broker")
@Isolated("reads the output, of which a process has one")
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void isRefusedWhenTheContractOfAnEventWasNotPushed(CapturedOutput output) {
        String topic = stack.unique("unpushed");
        SpringApplicationBuilder service = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .application();

        assertThatThrownBy(service::run).hasCauseInstanceOf(EventNotRegisteredException.class);

        assertThat(output.getOut())
                .contains("The schema registry at " + stack.registryUrl()
                        + " does not hold the schema that this service was built with for"
                        + " dev.avenant.messaging.orders.OrderPlaced: expected it under subject " + topic
                        + "-dev.avenant.messaging.orders.OrderPlaced.")
                .contains("Push the contracts that this service was built with, then start it again:")
                .contains("./avenant push --registry " + stack.registryUrl());
    }

    @Test
    void isRefusedWhenNoRegistryAnswersInTime(CapturedOutput output) {
        SpringApplicationBuilder service = TestService.with(stack)
                .property("avenant.messaging.schema-registry-url", "http://localhost:1")
                .property("avenant.messaging.startup-timeout", "300ms")
                .publication(Publication.to("orders").of(OrderPlaced.class))
                .application();

        assertThatThrownBy(service::run).isInstanceOf(RuntimeException.class);

        assertThat(output.getOut())
                .contains("No schema registry answered at http://localhost:1 within 300 ms:")
                .contains("Start the registry, or set avenant.messaging.schema-registry-url");
    }

    @Test
    void isRefusedWithoutATransactionManagerOfTheDatabase(CapturedOutput output) {
        SpringApplicationBuilder service = TestService.with(stack)
                .property("spring.kafka.producer.transaction-id-prefix", "tx-")
                .application();

        assertThatThrownBy(service::run).isInstanceOf(RuntimeException.class);

        assertThat(output.getOut())
                .contains("Listeners need a transaction manager of the DataSource that holds the inbox, but found only"
                        + " org.springframework.kafka.transaction.KafkaTransactionManager.")
                .contains("Add a bean new JdbcTransactionManager(dataSource). Spring Boot makes none where"
                        + " spring.kafka.producer.transaction-id-prefix is set.");
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                arguments("group-id", "", "avenant.messaging.group-id must be set."),
                arguments("source", " ", "avenant.messaging.source must be set."),
                arguments("concurrency", "0", "avenant.messaging.concurrency must be at least 1 but was 0."),
                arguments("retry.max-wait", "0s", "avenant.messaging.retry.max-wait must be positive but was PT0S."),
                arguments(
                        "tables.schema",
                        "a\"b",
                        "avenant.messaging.tables.schema must be a name of at most 63 letters, digits, _ and -, beginning"
                                + " with a letter or _ and not with pg_ but was a\"b."),
                arguments(
                        "serializer",
                        "com.example.Missing",
                        "avenant.messaging.serializer must name a class on the class path that implements"
                                + " org.apache.kafka.common.serialization.Serializer but was com.example.Missing"),
                arguments(
                        "retry.on-max-wait",
                        "give-up",
                        "Failed to bind properties under 'avenant.messaging.retry.on-max-wait'"),
                arguments("retry.max-wiat", "10m", "Property: avenant.messaging.retry.max-wiat"),
                arguments(
                        "registry[auto.register.schemas]",
                        "perhaps",
                        "The settings of the schema registry cannot be used: "),
                arguments(
                        "schema-registry-url",
                        "no url",
                        "The settings of the schema registry cannot be used: Setting schema.registry.url is no list of URLs: expected"
                                + " http://host:port or https://host:port but found 'no url'."));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void isRefusedWithAWrongSetting(String setting, String value, String expected, CapturedOutput output) {
        assertRefused(
                TestService.with(stack)
                        .property("avenant.messaging." + setting, value)
                        .publication(Publication.to("orders").of(OrderPlaced.class)),
                output,
                expected);
    }

    static Stream<Arguments> wrongBeans() {
        return Stream.of(
                arguments(
                        (Supplier<Subscription>) () -> Subscription.to(" "),
                        "The topic of a Subscription must not be blank but was ' '."),
                arguments(
                        (Supplier<Subscription>) () -> orders().on(OrderPlaced.class, (event, context) -> {}),
                        "The subscription to orders has two handlers for dev.avenant.messaging.orders.OrderPlaced."),
                arguments(
                        (Supplier<Subscription>) () -> orders().typed(OrderCancelled.class, "a"),
                        "The subscription to orders has no handler for dev.avenant.messaging.orders.OrderCancelled."),
                arguments(
                        (Supplier<Subscription>) () -> orders().typed(OrderPlaced.class, "("),
                        "The subscription to orders has types for dev.avenant.messaging.orders.OrderPlaced that are no"
                                + " regular expression: (."),
                arguments(
                        (Supplier<Subscription>) () -> Subscription.to("orders"),
                        "The Subscription bean for topic orders names no event."));
    }

    private static Subscription orders() {
        return Subscription.to("orders").on(OrderPlaced.class, (event, context) -> {});
    }

    @ParameterizedTest
    @MethodSource("wrongBeans")
    void isRefusedWithAWrongSubscription(Supplier<Subscription> bean, String expected, CapturedOutput output) {
        assertRefused(TestService.with(stack).bean(Subscription.class, bean), output, expected);
    }

    @Test
    void isRefusedWithTwoSubscriptionsToOneTopic(CapturedOutput output) {
        assertRefused(
                TestService.with(stack).subscription(orders()).subscription(orders()),
                output,
                "Two Subscription beans listen to orders: put their handlers into one.");
    }

    @Test
    void isRefusedWithAPublicationOfNothing(CapturedOutput output) {
        assertRefused(
                TestService.with(stack).publication(Publication.to("orders")),
                output,
                "The Publication bean for topic orders names no event.");
    }

    @Test
    void isRefusedWithoutADataSource(CapturedOutput output) {
        assertRefused(
                TestService.with(stack)
                        .property(
                                "spring.autoconfigure.exclude",
                                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
                        .subscription(orders()),
                output,
                "Publication and Subscription beans need one DataSource, which holds the outbox and the inbox, but found"
                        + " none.");
    }

    @Test
    void isRefusedWithoutAnyTransactionManager(CapturedOutput output) {
        assertRefused(
                TestService.with(stack)
                        .property(
                                "spring.autoconfigure.exclude",
                                "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration")
                        .subscription(orders()),
                output,
                "Subscription beans need a JdbcTemplate and a transaction manager of the DataSource that holds the inbox,"
                        + " but one of them is missing.");
    }

    @Test
    void isRefusedWhenTheDatabaseDoesNotAnswer(CapturedOutput output) {
        assertRefused(
                TestService.with(stack)
                        .property("spring.datasource.url", "jdbc:postgresql://localhost:1/nowhere")
                        .property("spring.datasource.hikari.connection-timeout", 500)
                        .publication(Publication.to("orders").of(OrderPlaced.class)),
                output,
                "The database that holds the messaging tables could not be used: Connection to localhost:1 refused.");
    }

    @Test
    void isRefusedWhenTheTablesAreMissing(CapturedOutput output) {
        assertRefused(
                TestService.with(stack).property("avenant.messaging.tables.create", false),
                output,
                "The messaging tables in the schema avenant are not what this version needs:",
                "    table avenant.outbox is missing: V1__outbox_and_inbox.sql makes it",
                "they are in avenant-messaging-starter.jar below dev/avenant/messaging/db");
    }

    /** It says in sentences what is wrong and what to do, without a trace. */
    private static void assertRefused(TestService.Setup setup, CapturedOutput output, String... expected) {
        assertThatThrownBy(() -> setup.application().run()).isInstanceOf(Exception.class);

        assertThat(output.getAll()).contains(expected).contains("Action:").doesNotContain("\tat ");
    }
}
