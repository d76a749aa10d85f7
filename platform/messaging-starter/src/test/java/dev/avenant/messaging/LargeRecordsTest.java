package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that fit their topic only because they are compressed: no dead letter is too large for its topic. */
@Tag("broker")
class LargeRecordsTest {

    private static final int MEGABYTE = 1024 * 1024;

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<OrderPlaced> handled = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean refusing = new AtomicBoolean();

    private static String topic;
    private static String group;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (refusing.get() && event.getOrderId().length() > MEGABYTE) {
                        throw new EventRefusedException("too long for any order");
                    }
                    handled.add(event);
                }));
        group = setup.group();
        service = setup.start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @Test
    void areDeadLetteredWholeWhenTheyCompressWell() {
        byte[] value = new byte[5 * MEGABYTE];
        value[0] = 7;

        stack.kafka().send(record("zeros", value), "gzip");

        goesOnBehind("zeros");
        ConsumerRecord<byte[], byte[]> letter = theDeadLetter("zeros");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "avenant-dlt-category")).contains("NOT_AVRO");
    }

    @Test
    void areDeadLetteredInPartsAndHandledWholeWhenTheyAreReplayed() {
        String orderId = block().repeat(24);
        refusing.set(true);
        ProducerRecord<byte[], byte[]> record = record("blocks", event(orderId));
        record.headers().add("custom", new byte[] {(byte) 0xff, 0}).add("empty", null);
        stack.kafka().send(record, "zstd");

        goesOnBehind("blocks");
        ConsumerRecord<byte[], byte[]> letter = theDeadLetter("blocks");
        assertThat(letter.value()).isEmpty();
        assertThat(header(letter, "avenant-dlt-size")).contains(String.valueOf(record.value().length));
        assertThat(header(letter, "avenant-dlt-category")).contains("HANDLER_REFUSED");
        refusing.set(false);
        stack.kafka()
                .send(new ProducerRecord<>(
                        topic + "." + group + ".replay", null, letter.key(), letter.value(), letter.headers()));

        await().until(() ->
                handled.stream().anyMatch(event -> event.getOrderId().equals(orderId)));
    }

    @Test
    void areDeadLetteredInPartsWithoutWhatDoesNotFitBesideThem() {
        byte[] key = block().getBytes(ISO_8859_1);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, "no Avro".getBytes(UTF_8));
        record.headers().add("long", (block() + block()).getBytes(ISO_8859_1));

        stack.kafka().send(record, "zstd");

        goesOnBehind("long-key");
        ConsumerRecord<byte[], byte[]> letter = await().until(
                        () -> deadLetters().stream()
                                .filter(found -> found.key() == null)
                                .filter(found -> found.headers().lastHeader("avenant-dlt-parts") != null)
                                .toList(),
                        letters -> letters.size() == 1)
                .get(0);
        assertThat(letter.headers().lastHeader("long")).isNull();
        assertThat(header(letter, "avenant-dlt-size")).contains("7");
    }

    /** Half a megabyte that gzip does not see twice, and zstd does. */
    private static String block() {
        byte[] bytes = new byte[MEGABYTE / 2];
        new Random(7).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x7f;
        }
        return new String(bytes, ISO_8859_1);
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }

    private static byte[] event(String orderId) {
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        return Wire.value(
                id, OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build());
    }

    private static void goesOnBehind(String key) {
        String behind = "behind-" + key;
        stack.kafka().send(record(behind, event(behind)));
        await().until(() ->
                handled.stream().anyMatch(event -> event.getOrderId().equals(behind)));
    }

    private static ConsumerRecord<byte[], byte[]> theDeadLetter(String key) {
        return await().until(
                        () -> deadLetters().stream()
                                .filter(found -> found.key() != null && key.equals(new String(found.key(), UTF_8)))
                                .toList(),
                        letters -> letters.size() == 1)
                .get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return stack.kafka().read(topic + "." + group + ".dlt");
    }
}
