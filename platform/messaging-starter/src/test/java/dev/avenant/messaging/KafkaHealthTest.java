package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Health tells of a Kafka that is away, also in a service that has nothing to send and nothing to read. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@Tag("process")
class KafkaHealthTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @Test
    void goesDownWithinAMinuteAndRecoversByItself(@TempDir Path data) {
        KafkaBroker broker = KafkaBroker.start(data);
        String bootstrapServers = broker.bootstrapServers();
        int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        String topic = stack.unique("orders");
        new KafkaProbe(bootstrapServers).createTopic(topic, 1);
        MessagingStack.push(stack.registryUrl(), topic);
        TestService.Setup setup = TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", bootstrapServers)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getSequence())));
        try (TestService service = setup.start()) {
            service.publish(placed(topic, 1));
            await().until(() -> handled.contains(1L));
            await().until(() -> isUp(relay(service)) && isUp(listeners(service)));

            broker.close();

            await().atMost(SOON).until(() -> !isUp(relay(service)) && !isUp(listeners(service)));
            assertThat(reason(relay(service))).startsWith("Kafka has not answered since ");
            assertThat(reason(listeners(service))).startsWith("Kafka has not answered since ");

            broker = KafkaBroker.start(KafkaBrokerSettings.in(data).withPorts(port, 0));
            await().atMost(SOON).until(() -> isUp(relay(service)) && isUp(listeners(service)));
            service.publish(placed(topic, 2));
            await().atMost(SOON).until(() -> handled.contains(2L));
            assertThat(relay(service).getDetails()).doesNotContainKey("reason");
        } finally {
            broker.close();
        }
    }

    @Test
    void namesATopicWhoseEventsKafkaDoesNotTake() {
        String missing = stack.unique("missing");
        MessagingStack.push(stack.registryUrl(), missing);
        TestService.Setup setup =
                TestService.with(stack).publication(Publication.to(missing).of(OrderPlaced.class));
        try (TestService service = setup.start()) {
            service.publish(placed(missing, 1));

            await().atMost(Duration.ofMinutes(2)).until(() -> !isUp(relay(service)));
            Health health = relay(service);
            assertThat(reason(health)).startsWith("No event of topic " + missing + " got through since ");
            assertThat(String.valueOf(health.getDetails().get("stalledTopics"))).contains(missing);

            stack.kafka().createTopic(missing, 1);
            await().atMost(SOON).until(() -> isUp(relay(service)));
            assertThat(service.waitingInOutbox()).isZero();
        }
    }

    private static Health relay(TestService service) {
        return health(service, "outboxRelayHealthIndicator");
    }

    private static Health listeners(TestService service) {
        return health(service, "messagingListenersHealthIndicator");
    }

    private static Health health(TestService service, String name) {
        return Objects.requireNonNull(service.bean(name, HealthIndicator.class).health());
    }

    private static boolean isUp(Health health) {
        return health.getStatus().equals(Status.UP);
    }

    private static String reason(Health health) {
        return String.valueOf(health.getDetails().get("reason"));
    }

    private static OutboundEvent placed(String topic, long sequence) {
        return new OutboundEvent(
                topic,
                "order",
                OrderPlaced.newBuilder()
                        .setOrderId("order")
                        .setSequence(sequence)
                        .build());
    }
}
