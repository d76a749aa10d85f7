package dev.avenant.messaging.internal.failure;

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
import dev.avenant.messaging.internal.inbox.Origin;
import dev.avenant.messaging.orders.OrderPlaced;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A letter that Kafka does not take yet. */
@Tag("broker")
class DeadLetterPublisherTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final Failure NOT_AVRO =
            new Failure(Failure.Remedy.DEAD_LETTER, "NOT_AVRO", new IllegalStateException("no Avro"));

    @Test
    void doesNotHoldUpItsConsumerAndIsSentOnce(@TempDir Path data) {
        try (Outage outage = new Outage(data)) {
            DeadLetterPublisher publisher = outage.service.bean(DeadLetterPublisher.class);
            awaitPublished(publisher, record(outage.topic, 0, "0"));
            outage.begin();

            assertThatThrownBy(() -> publish(publisher, record(outage.topic, 1, "1")))
                    .isInstanceOf(DeadLetterNotStoredException.class)
                    .hasMessage("A dead letter is on its way to " + outage.deadLetters
                            + " but Kafka has not taken it yet."
                            + " Check that the topic's leader and enough of its replicas run");

            outage.end();
            awaitPublished(publisher, record(outage.topic, 1, "1"));
            assertThat(outage.letters()).containsExactly("0", "1");
        }
    }

    @Test
    void isNotTakenForTheLetterOfAnotherRecordAtItsPlace(@TempDir Path data) {
        try (Outage outage = new Outage(data)) {
            // Given a letter that came late, and whose record was not tried again
            DeadLetterPublisher publisher = outage.service.bean(DeadLetterPublisher.class);
            awaitPublished(publisher, record(outage.topic, 0, "0"));
            outage.begin();
            assertThatThrownBy(() -> publish(publisher, record(outage.topic, 1, "late")))
                    .isInstanceOf(DeadLetterNotStoredException.class);
            outage.end();
            await().ignoreExceptions().until(() -> outage.letters().contains("late"));

            // When the topic was made anew, and another record fails at the same offset
            awaitPublished(publisher, record(outage.topic, 1, "another"));

            // Then that one has a letter of its own
            assertThat(outage.letters()).containsExactly("0", "late", "another");
        }
    }

    @Test
    void isForgottenWhenItsPartitionIsReadElsewhere(@TempDir Path data) {
        try (Outage outage = new Outage(data)) {
            // Given a letter that came late, and whose partition waits
            FailureHandler failures = outage.service.bean(FailureHandler.class);
            ConsumerRecord<byte[], byte[]> record = record(outage.topic, 1, "late");
            Origin origin = Origin.of(record, outage.topic);
            awaitPublished(outage.service.bean(DeadLetterPublisher.class), record(outage.topic, 0, "0"));
            outage.begin();
            assertThatThrownBy(() -> failures.handle(record, origin, NOT_AVRO))
                    .isInstanceOf(PartitionPausedException.class);
            outage.end();
            await().ignoreExceptions().until(() -> outage.letters().contains("late"));

            // When the partition moved away and came back, and the record there fails
            outage.service.bean(RetryTracker.class).forget(new TopicPartition(outage.topic, 0));
            await().ignoreException(PartitionPausedException.class).until(() -> {
                failures.handle(record, origin, NOT_AVRO);
                return true;
            });

            // Then what was known before does not count
            assertThat(outage.letters()).containsExactly("0", "late", "late");
        }
    }

    private static void awaitPublished(DeadLetterPublisher publisher, ConsumerRecord<byte[], byte[]> record) {
        await().ignoreException(DeadLetterNotStoredException.class).until(() -> {
            publish(publisher, record);
            return true;
        });
    }

    private static void publish(DeadLetterPublisher publisher, ConsumerRecord<byte[], byte[]> record) {
        publisher.publish(record, Origin.of(record, record.topic()), NOT_AVRO);
    }

    /** Each key at a time of its own. */
    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, String key) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                1_700_000_000_000L + key.length(),
                TimestampType.CREATE_TIME,
                key.length(),
                0,
                key.getBytes(UTF_8),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    /** A service with a broker of its own. */
    private static final class Outage implements AutoCloseable {

        final String topic = stack.unique("orders");
        final String deadLetters;
        final TestService service;
        private final Path data;
        private final String bootstrapServers;
        private KafkaBroker broker;

        Outage(Path data) {
            this.data = data;
            this.broker = KafkaBroker.start(data);
            this.bootstrapServers = broker.bootstrapServers();
            new KafkaProbe(bootstrapServers).createTopic(topic, 1);
            MessagingStack.push(stack.registryUrl(), topic);
            TestService.Setup setup = TestService.with(stack)
                    .property("spring.kafka.bootstrap-servers", bootstrapServers)
                    .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));
            this.deadLetters = topic + "." + setup.group() + ".dlt";
            this.service = setup.start();
        }

        void begin() {
            broker.close();
        }

        void end() {
            int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
            broker = KafkaBroker.start(KafkaBrokerSettings.in(data).withPorts(port, 0));
        }

        /** The keys of the letters that Kafka has. */
        List<String> letters() {
            return new KafkaProbe(bootstrapServers)
                    .read(deadLetters).stream()
                            .map(letter -> new String(letter.key(), UTF_8))
                            .toList();
        }

        @Override
        public void close() {
            service.close();
            broker.close();
        }
    }
}
