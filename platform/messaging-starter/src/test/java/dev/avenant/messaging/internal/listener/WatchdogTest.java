package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;

/** What starts listeners goes on whatever it meets. */
@Tag("broker")
class WatchdogTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void startsAListenerAfterAnErrorOfTheVirtualMachine() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("spring.kafka.admin.properties.config.providers", "failing")
                .property(
                        "spring.kafka.admin.properties.config.providers.failing.class", FailingProvider.class.getName())
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
        try (TestService service = setup.start()) {
            ListenerHealth health = service.bean(ListenerHealth.class);
            Listeners listeners = service.bean(Listeners.class);
            synchronized (listeners) {
                FailingProvider.isFailing.set(true);
                listeners.container(topic).stopAbnormally(() -> {});
            }
            await().until(() -> FailingProvider.failures.get() > 1);
            assertThat(status(health)).isEqualTo(Status.DOWN);

            FailingProvider.isFailing.set(false);

            await().until(() -> status(health).equals(Status.UP));
            assertThat(listeners.states()).isEqualTo(Map.of(topic, "running"));
        }
    }

    private static Status status(ListenerHealth health) {
        return Objects.requireNonNull(health.health()).getStatus();
    }

    /** A class of the service that Kafka's admin client loads, and that misses another one. */
    public static final class FailingProvider implements ConfigProvider {

        private static final AtomicBoolean isFailing = new AtomicBoolean();
        private static final AtomicInteger failures = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> settings) {
            if (isFailing.get()) {
                failures.incrementAndGet();
                throw new NoClassDefFoundError("some/missing/Type");
            }
        }

        @Override
        public ConfigData get(String path) {
            return new ConfigData(Map.of());
        }

        @Override
        public ConfigData get(String path, Set<String> keys) {
            return get(path);
        }

        @Override
        public void close() {}
    }
}
