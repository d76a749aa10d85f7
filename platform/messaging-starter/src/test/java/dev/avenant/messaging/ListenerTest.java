package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class ListenerTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<EventContext> contexts = new CopyOnWriteArrayList<>();
    private static final List<OrderPlaced> handled = new CopyOnWriteArrayList<>();

    private static String topic;
    private static String group;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class, OrderCancelled.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (event.getSequence() < 0) {
                        throw new EventRefusedException("an order has no negative sequence");
                    }
                    handled.add(event);
                    contexts.add(context);
                }));
        group = setup.group();
        service = setup.start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @Test
    void handsAnEventToItsHandlerWithWhereItCameFrom() {
        String[] id = new String[1];

        service.inTransaction(() -> id[0] = service.outbox().append(placed("context", 7)));

        EventContext context = contextOf("context");
        assertThat(context.messageId()).isEqualTo(id[0]);
        assertThat(context.topic()).isEqualTo(topic);
        assertThat(context.partition()).isZero();
    }

    @Test
    void skipsEventsThatNobodySubscribedToWithoutReadingThem() {
        ProducerRecord<byte[], byte[]> foreign =
                new ProducerRecord<>(topic, "foreign".getBytes(UTF_8), "no Avro at all".getBytes(UTF_8));
        foreign.headers().add("ce_type", "somebody.else.Happened".getBytes(UTF_8));

        stack.kafka().send(foreign);
        service.publish(placed("behind-foreign", 1));

        contextOf("behind-foreign");
        assertThat(deadLetters("foreign")).isEmpty();
    }

    @Test
    void deadLettersBytesThatAreNoAvroAsTheyCameAndGoesOn() {
        byte[] bytes = "{\"not\":\"Avro\"}".getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> bad =
                new ProducerRecord<>(topic, null, 1_700_000_000_000L, "bad".getBytes(UTF_8), bytes);
        bad.headers().add("custom", new byte[] {(byte) 0xff, 0});

        long offset = stack.kafka().send(bad).offset();
        service.publish(placed("behind-bad", 1));

        contextOf("behind-bad");
        ConsumerRecord<byte[], byte[]> letter = theDeadLetter("bad");
        assertThat(letter.value()).isEqualTo(bytes);
        assertThat(letter.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(letter.headers().lastHeader("custom"))
                .extracting(Header::value)
                .isEqualTo(new byte[] {(byte) 0xff, 0});
        assertThat(header(letter, "avenant-dlt-topic")).contains(topic);
        assertThat(header(letter, "avenant-dlt-partition")).contains("0");
        assertThat(header(letter, "avenant-dlt-offset")).contains(String.valueOf(offset));
        assertThat(header(letter, "avenant-dlt-timestamp")).contains("1700000000000");
        assertThat(header(letter, "avenant-dlt-group")).contains(group);
        assertThat(header(letter, "avenant-dlt-category")).contains("NOT_AVRO");
        assertThat(header(letter, "avenant-dlt-exception")).isPresent();
        assertThat(header(letter, "avenant-dlt-message")).isPresent();
        assertThat(header(letter, "avenant-dlt-failed-at")).isPresent();
    }

    @Test
    void deadLettersAnEventThatItsHandlerRefuses() {
        service.publish(placed("refused", -1));

        ConsumerRecord<byte[], byte[]> letter = theDeadLetter("refused");
        assertThat(header(letter, "avenant-dlt-category")).contains("HANDLER_REFUSED");
        assertThat(header(letter, "avenant-dlt-message")).contains("an order has no negative sequence");
        assertThat(header(letter, "ce_type")).contains("dev.avenant.messaging.orders.OrderPlaced");
    }

    private static EventContext contextOf(String key) {
        return await().until(
                        () -> contexts.stream()
                                .filter(context -> key.equals(context.key()))
                                .toList(),
                        list -> !list.isEmpty())
                .get(0);
    }

    private static ConsumerRecord<byte[], byte[]> theDeadLetter(String key) {
        return await().until(() -> deadLetters(key), list -> list.size() == 1).get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
        return stack.kafka().read(topic + "." + group + ".dlt").stream()
                .filter(record -> key.equals(new String(record.key(), UTF_8)))
                .toList();
    }

    private static OutboundEvent placed(String key, long sequence) {
        return new OutboundEvent(
                topic,
                key,
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build());
    }
}
