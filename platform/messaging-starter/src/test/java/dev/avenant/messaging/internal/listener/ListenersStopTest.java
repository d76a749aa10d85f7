package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.failure.SubscriptionTopics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** A service with several subscriptions stops as quickly as the slowest of them. */
@Tag("fast")
class ListenersStopTest {

    @Test
    void stopsAllOfThemAtOnceAndWaitsForEach() throws Exception {
        // Given two listeners that are busy
        Busy first = new Busy("orders");
        Busy second = new Busy("users");
        Map<String, AbstractMessageListenerContainer<byte[], byte[]>> containers = new LinkedHashMap<>();
        containers.put("orders", first);
        containers.put("users", second);
        Listeners listeners = new Listeners(containers, new SubscriptionTopics(Map.of(), "group"), () -> {});

        // When they are stopped
        CompletableFuture<Void> stop = CompletableFuture.runAsync(listeners::stop);

        // Then none waits for the other, and the stop waits for both
        await().until(() -> List.of(first, second).stream().allMatch(busy -> busy.asked.isDone()));
        assertThat(stop).isNotDone();
        first.asked.join().run();
        assertThat(stop).isNotDone();
        second.asked.join().run();
        stop.get(60, TimeUnit.SECONDS);
    }

    /** Runs until the test says that it has stopped. */
    private static final class Busy extends ConcurrentMessageListenerContainer<byte[], byte[]> {

        private final CompletableFuture<Runnable> asked = new CompletableFuture<>();

        Busy(String topic) {
            super(new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties(topic));
            getContainerProperties().setShutdownTimeout(Duration.ofMinutes(10).toMillis());
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        protected void doStop(Runnable callback, boolean normal) {
            asked.complete(callback);
        }
    }
}
