package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** What is shown of a failure that no one has judged, as of a commit that Kafka refuses. */
@Tag("broker")
class PausingErrorHandlerTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void namesTheListenerInTheHealth() {
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("orders"));
        container.setBeanName("avenant.orders");
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("orders", 0, 7, null, new byte[0]);
        TopicPartition partition = new TopicPartition("orders", 0);
        try (TestService service = TestService.with(stack).start();
                MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(partition));
            PausingErrorHandler handler = service.bean(PausingErrorHandler.class);

            for (int time = 0; time < 3; time++) {
                handler.handleBatch(
                        new IllegalStateException("nobody knows"),
                        new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()),
                        consumer,
                        container,
                        () -> {});
            }

            assertThat(consumer.position(partition)).isEqualTo(7);
            Health health =
                    Objects.requireNonNull(service.bean("messagingListenersHealthIndicator", HealthIndicator.class)
                            .health());
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(String.valueOf(health.getDetails().get("failing")))
                    .startsWith("{avenant.orders=3 times since ")
                    .endsWith(": java.lang.IllegalStateException: nobody knows}");
        }
    }

    @Test
    void goesBackToEachPartitionEvenWhenNoneCanBeWokenAnyMore() {
        // Given a handler that is closed while a listener is still busy
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("orders"));
        TopicPartition first = new TopicPartition("orders", 0);
        TopicPartition second = new TopicPartition("orders", 1);
        try (TestService service = TestService.with(stack).start();
                MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(first, second));
            PausingErrorHandler handler = service.bean(PausingErrorHandler.class);
            handler.close();

            // When records of two partitions have to wait
            PollUnfinishedException.Halt halt = new PollUnfinishedException.Halt(7, Duration.ofSeconds(1));
            Throwable thrown = catchThrowable(() -> handler.handleBatch(
                    new PollUnfinishedException(Map.of(first, halt, second, halt)),
                    new ConsumerRecords<>(
                            Map.of(
                                    first, List.of(new ConsumerRecord<>("orders", 0, 7, null, new byte[0])),
                                    second, List.of(new ConsumerRecord<>("orders", 1, 7, null, new byte[0]))),
                            Map.of()),
                    consumer,
                    container,
                    () -> {}));

            // Then neither is passed over
            assertThat(thrown).isInstanceOf(RejectedExecutionException.class);
            assertThat(consumer.position(first)).isEqualTo(7);
            assertThat(consumer.position(second)).isEqualTo(7);
        }
    }

    @Test
    void goesBackToWhatWasHandledWhenKafkaDoesNotTakeItsOffset() {
        // Given a consumer that was put out of its group
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("orders"));
        TopicPartition handled = new TopicPartition("orders", 0);
        TopicPartition waits = new TopicPartition("orders", 1);
        try (TestService service = TestService.with(stack).start();
                MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
                    @Override
                    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                        throw new CommitFailedException("another member has the partition");
                    }
                }) {
            consumer.assign(List.of(handled, waits));
            consumer.seek(handled, 8);
            consumer.seek(waits, 9);

            // When the records of one partition were handled, and the second one of the other has to wait
            service.bean(PausingErrorHandler.class)
                    .handleBatch(
                            new PollUnfinishedException(
                                    Map.of(waits, new PollUnfinishedException.Halt(8, Duration.ofSeconds(1)))),
                            new ConsumerRecords<>(
                                    Map.of(
                                            handled,
                                            List.of(new ConsumerRecord<>("orders", 0, 7, null, new byte[0])),
                                            waits,
                                            List.of(
                                                    new ConsumerRecord<>("orders", 1, 7, null, new byte[0]),
                                                    new ConsumerRecord<>("orders", 1, 8, null, new byte[0]))),
                                    Map.of()),
                            consumer,
                            container,
                            () -> {});

            // Then all of them come again, so that their offsets are committed after all
            assertThat(consumer.position(handled)).isEqualTo(7);
            assertThat(consumer.position(waits)).isEqualTo(7);
        }
    }
}
