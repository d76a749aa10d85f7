package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that seem to be one and are not: none of them is lost, and none takes effect twice. */
@Tag("broker")
class IdentityTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refusing = new AtomicBoolean();

    @Test
    void handlesARecordWithoutAnIdWhosePlaceSomebodyForgedAsAnId() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        try (TestService service = setup.start()) {
            send(withId(topic, "forger", topic + "/0/1"));
            send(record(topic, "genuine"));
            send(record(topic, "last"));

            await().until(() -> handled.contains("last"));
            assertThat(handled).containsExactly("forger", "genuine", "last");
            await().until(() -> inbox(service) == 3);
        }
    }

    @Test
    void handlesTheRecordsOfATopicThatWasMadeAnew() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        try (TestService service = setup.start()) {
            send(record(topic, "same"));
            await().until(() -> inbox(service) == 1);
        }
        makeAnew(topic);
        try (TestService again = setup.start()) {
            send(record(topic, "same"));

            await().until(() -> inbox(again) == 2);
            assertThat(handled).containsExactly("same", "same");
        }
    }

    @Test
    void deadLettersAnotherEventOfTheSameIdAndSkipsTheSameEvent() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        try (TestService service = setup.start()) {
            send(withId(topic, "first", "7"));
            send(withId(topic, "second", "7"));
            send(withId(topic, "first", "7"));
            send(record(topic, "last"));

            await().until(() -> handled.contains("last"));
            assertThat(handled).containsExactly("first", "last");
            await().until(() -> inbox(service) == 2);
            List<ConsumerRecord<byte[], byte[]>> letters = letters(topic, setup);
            assertThat(letters).hasSize(1);
            assertThat(header(letters.get(0), "category")).isEqualTo("SAME_ID_OTHER_CONTENT");
            assertThat(header(letters.get(0), "message"))
                    .isEqualTo(
                            "Headers ce_source and ce_id: expected an id that the source gives one message, but"
                                    + " another key or value with the id 7 of no source was handled before. Correct the producer");
            assertThat(new String(letters.get(0).key(), UTF_8)).isEqualTo("second");
        }
    }

    @Test
    void handlesAReplayedRecordWithoutAnIdOnce() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        refusing.set(true);
        try (TestService service = setup.start()) {
            send(record(topic, "refused"));
            ConsumerRecord<byte[], byte[]> letter = await().until(
                            () -> letters(topic, setup), letters -> letters.size() == 1)
                    .get(0);
            refusing.set(false);
            assertThat(header(letter, "topic-id")).isEqualTo(idOf(topic));

            for (int i = 0; i < 2; i++) {
                send(new ProducerRecord<>(
                        topic + "." + setup.group() + ".replay", 0, letter.key(), letter.value(), letter.headers()));
            }
            send(new ProducerRecord<>(topic + "." + setup.group() + ".replay", 0, letter.key(), value(topic, "last")));

            await().until(() -> handled.contains("last"));
            assertThat(handled).containsExactly("refused", "last");
            assertThat(service.jdbc().queryForList("SELECT message_id FROM avenant.inbox", String.class))
                    .contains(topic + "/0/0/" + idOf(topic));
        }
    }

    @Test
    void skipsARecordThatTookEffectBeforeItsPlaceNamedTheTopicsId() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic);
        try (TestService service = setup.start()) {
            for (int offset = 0; offset < 2; offset++) {
                service.jdbc()
                        .update(
                                "INSERT INTO avenant.inbox (consumer_group, source, message_id, handled_at)"
                                        + " VALUES (?, '', ?, now() - interval '1 hour')",
                                setup.group(),
                                topic + "/0/" + offset);
            }
            Instant before = Instant.now().minus(2, ChronoUnit.HOURS);
            send(new ProducerRecord<>(topic, 0, before.toEpochMilli(), null, value(topic, "known")));
            send(record(topic, "in-a-topic-that-was-made-anew"));

            await().until(() -> !handled.isEmpty());
            assertThat(handled).containsExactly("in-a-topic-that-was-made-anew");
        }
    }

    private TestService.Setup setup(String topic) {
        return TestService.with(stack).subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
            if (refusing.get()) {
                throw new EventRefusedException("not now");
            }
            handled.add(event.getOrderId());
        }));
    }

    private static void makeAnew(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            String before = idOf(topic);
            admin.deleteTopics(Set.of(topic)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(topic));
            stack.kafka().createTopic(topic, 1);
            await().until(() -> !idOf(topic).equals(before));
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String idOf(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return Objects.requireNonNull(admin.describeTopics(Set.of(topic))
                            .topicNameValues()
                            .get(topic))
                    .get()
                    .topicId()
                    .toString();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> letters(String topic, TestService.Setup setup) {
        return stack.kafka().read(topic + "." + setup.group() + ".dlt");
    }

    private static long inbox(TestService service) {
        return Objects.requireNonNull(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return KafkaProbe.header(letter, "avenant-dlt-" + name).orElseThrow();
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        var unused = stack.kafka().send(record);
    }

    private static ProducerRecord<byte[], byte[]> withId(String topic, String orderId, String id) {
        ProducerRecord<byte[], byte[]> record = record(topic, orderId);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String orderId) {
        return new ProducerRecord<>(topic, 0, orderId.getBytes(UTF_8), value(topic, orderId));
    }

    private static byte[] value(String topic, String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        return Wire.value(stack.idOf(topic, event.getSchema()), event);
    }
}
