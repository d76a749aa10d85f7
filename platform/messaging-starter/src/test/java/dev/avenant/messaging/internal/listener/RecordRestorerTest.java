package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.failure.FailureHandler;
import dev.avenant.messaging.internal.failure.PartitionPausedException;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replayed record in parts that cannot be put together. */
@Tag("broker")
class RecordRestorerTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void letsThePartitionWaitWhenThereIsNoMemory() {
        waitsWithout(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
    }

    @Test
    void letsThePartitionWaitWhateverElseIsThrown() {
        waitsWithout(() -> {
            throw new IllegalStateException("the reader has ended");
        });
    }

    private static void waitsWithout(Supplier<TopicReader> readers) {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
        try (TestService service = setup.start()) {
            // Given a replayed record whose parts cannot be fetched
            RecordRestorer restorer = new RecordRestorer(readers, setup.group(), service.bean(FailureHandler.class));
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    topic + "." + setup.group() + ".replay", 0, 0, "k".getBytes(UTF_8), new byte[0]);
            DeadLetterHeaders.add(record.headers(), DeadLetterHeaders.PARTS, "0:0-3");

            // When it is read, then its failure is handled like any other, and does not end the consumer
            assertThatThrownBy(() -> restorer.before(whole -> {}, topic).onMessage(record))
                    .isInstanceOf(PartitionPausedException.class);
        }
    }
}
