package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.orders.OrderPlaced;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;

@Order(2)
@Tag("broker")
class StartTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void doesNotWaitForABrokerAndKeepsWhatIsPublishedMeanwhile() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", "localhost:1")
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));

        try (TestService service = setup.start()) {
            OrderPlaced event =
                    OrderPlaced.newBuilder().setOrderId("1").setSequence(1).build();
            service.publish(new OutboundEvent(topic, "1", event));

            assertThat(service.waitingInOutbox()).isEqualTo(1);
            HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.DOWN);
            assertThat(String.valueOf(
                            Objects.requireNonNull(health.health()).getDetails().get("listeners")))
                    .startsWith("{" + topic + "=stopped: Kafka did not answer: ");
        }
    }

    @Test
    void needsNeitherDatabaseNorBrokerNorRegistryUntilTheLifecycleBegins() {
        String topic = "orders";
        SpringApplicationBuilder service = TestService.with(stack)
                .property("spring.flyway.enabled", false)
                .property("spring.datasource.url", "jdbc:postgresql://localhost:1/nowhere")
                .property("spring.kafka.bootstrap-servers", "localhost:1")
                .property("avenant.messaging.schema-registry-url", "http://localhost:1")
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}))
                .application()
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("lifecycleProcessor", LifecycleProcessor.class, NeverStarting::new));

        try (ConfigurableApplicationContext refreshed = service.run()) {
            assertThat(refreshed.getBean(Outbox.class)).isNotNull();
        }
    }

    /** Stands for a run that ends when the context is refreshed. */
    private static final class NeverStarting implements LifecycleProcessor {
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
