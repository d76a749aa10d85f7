package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.messaging.KafkaProbe;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A letter that Kafka does not take yet. */
@Tag("broker")
class DeadLetterPublisherTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void doesNotHoldUpItsConsumerAndIsSentOnce(@TempDir Path data) {
        KafkaBroker broker = KafkaBroker.start(data);
        String bootstrapServers = broker.bootstrapServers();
        int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        String topic = stack.unique("orders");
        new KafkaProbe(bootstrapServers).createTopic(topic, 1);
        MessagingStack.push(stack.registryUrl(), topic);
        TestService.Setup setup = TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", bootstrapServers)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
        String deadLetters = topic + "." + setup.group() + ".dlt";
        try (TestService service = setup.start()) {
            DeadLetterPublisher publisher = service.bean(DeadLetterPublisher.class);
            awaitPublished(publisher, topic, 0);
            broker.close();

            assertThatThrownBy(() -> publish(publisher, topic, 1))
                    .isInstanceOf(DeadLetterNotStoredException.class)
                    .hasMessage("A dead letter is on its way to " + deadLetters + " but Kafka has not taken it yet."
                            + " Check that the topic's leader and enough of its replicas run");

            broker = KafkaBroker.start(KafkaBrokerSettings.in(data).withPorts(port, 0));
            awaitPublished(publisher, topic, 1);
            assertThat(new KafkaProbe(bootstrapServers).read(deadLetters))
                    .extracting(letter -> new String(letter.key(), UTF_8))
                    .containsExactly("0", "1");
        } finally {
            broker.close();
        }
    }

    private static void awaitPublished(DeadLetterPublisher publisher, String topic, long offset) {
        await().ignoreException(DeadLetterNotStoredException.class).until(() -> {
            publish(publisher, topic, offset);
            return true;
        });
    }

    private static void publish(DeadLetterPublisher publisher, String topic, long offset) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 0, offset, String.valueOf(offset).getBytes(UTF_8), new byte[0]);
        Failure failure = new Failure(Failure.Remedy.DEAD_LETTER, "NOT_AVRO", new IllegalStateException("no Avro"));
        publisher.publish(record, Origin.of(record, topic), failure);
    }
}
