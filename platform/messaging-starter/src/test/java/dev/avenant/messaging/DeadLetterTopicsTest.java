package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dead-letter and the replay topic are there, whoever deletes them. */
@Tag("broker")
class DeadLetterTopicsTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void areMadeAgainWhenSomebodyDeletesThemWhileTheServiceRuns() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        String deadLetters = topic + "." + setup.group() + ".dlt";
        TestService service = setup.start();
        try {
            stack.kafka().send(topic, "first", "junk".getBytes(UTF_8));
            goesOn(topic, "behind-first");
            delete(deadLetters);

            stack.kafka().send(topic, "second", "junk".getBytes(UTF_8));

            goesOn(topic, "behind-second");
            assertThat(stack.kafka().read(deadLetters))
                    .extracting(DeadLetterTopicsTest::key)
                    .containsExactly("second");
        } finally {
            service.close();
        }
    }

    private TestService.Setup setup(String topic) {
        return TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getOrderId())));
    }

    private void goesOn(String topic, String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        byte[] value = Wire.value(stack.idOf(topic, OrderPlaced.getClassSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, 0, orderId.getBytes(UTF_8), value));
        await().until(() -> handled.contains(orderId));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
