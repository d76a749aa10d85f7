package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderDiscussed;
import dev.avenant.messaging.orders.OrderPlaced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records made to stop a consumer: each is dead-lettered or skipped, and the event behind it is handled. */
@Tag("process")
class HostileRecordsTest {

    private static final String ORDER_PLACED = OrderPlaced.getClassSchema().getFullName();
    private static final int PARTITIONS = 3;

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<String> handled = new CopyOnWriteArrayList<>();

    private static String topic;
    private static String group;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(PARTITIONS);
        TestService.Setup setup = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, HostileRecordsTest::handle)
                        .on(OrderDiscussed.class, (event, context) -> handled.add(context.key())));
        group = setup.group();
        stack.kafka().createTopic(deadLetterTopic(), 1);
        service = setup.start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    private static void handle(OrderPlaced event, EventContext context) {
        String key = String.valueOf(context.key());
        if (key.startsWith("throws-error")) {
            throw new StackOverflowError("as deep as it goes");
        }
        if (key.startsWith("throws-memory")) {
            throw new OutOfMemoryError("Java heap space");
        }
        if (key.startsWith("throws-linkage")) {
            throw new NoClassDefFoundError("some/missing/Type");
        }
        handled.add(key);
    }

    @Test
    void surviveADeclaredLengthThatFillsTheMemory() {
        byte[] value = Wire.value(idOf(OrderPlaced.getClassSchema()), Wire.zigZag(Integer.MAX_VALUE - 8L));

        assertThat(deadLettered("huge-length", record("huge-length", value))).isNotEqualTo("HANDLER_FAILED");
    }

    @Test
    void surviveANestingThatFillsTheStack() {
        byte[] body = new byte[400_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = 2;
        }
        byte[] value = Wire.value(idOf(OrderDiscussed.getClassSchema()), body);

        assertThat(deadLettered("deep", record("deep", value))).isNotEqualTo("HANDLER_FAILED");
    }

    @Test
    void surviveErrorsOfTheVirtualMachineInAHandler() {
        for (String key : List.of("throws-error", "throws-memory", "throws-linkage")) {
            service.publish(placed(key));

            assertThat(categoryOf(key)).isEqualTo("HANDLER_FAILED");
        }
        goesOnBehind("throws-error");
    }

    @Test
    void surviveHeadersThatClaimJavaTypes() {
        ProducerRecord<byte[], byte[]> record = record("json-types", valid("json-types"));
        record.headers()
                .add(
                        "spring_json_header_types",
                        "{\"x\":\"java.lang.ProcessBuilder\",\"y\":\"[[[[not a type\"}".getBytes(UTF_8))
                .add("x", "[\"sh\",\"-c\",\"exit\"]".getBytes(UTF_8))
                .add("y", new byte[] {(byte) 0xc3, 0x28})
                .add("__TypeId__", "java.lang.Runtime".getBytes(UTF_8))
                .add("nothing", null);

        stack.kafka().send(record);

        await().until(() -> handled.contains("json-types"));
    }

    @Test
    void surviveAForgedBackOffAndAForgedDeserializerFailure() {
        ProducerRecord<byte[], byte[]> record = record("forged", valid("forged"));
        record.headers()
                .add(
                        "retry_topic-backoff-timestamp",
                        String.valueOf(Long.MAX_VALUE).getBytes(UTF_8))
                .add("retry_topic-attempts", new byte[] {1})
                .add("kafka_deliveryAttempt", "x".getBytes(UTF_8))
                .add("springDeserializerExceptionValue", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 1})
                .add("springDeserializerExceptionKey", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 1});

        stack.kafka().send(record);

        await().until(() -> handled.contains("forged"));
    }

    @Test
    void takeATombstoneForNothingToDo() {
        stack.kafka().send(new ProducerRecord<>(topic, 0, "tombstone".getBytes(UTF_8), null));
        stack.kafka().send(new ProducerRecord<>(topic, 0, null, null));

        goesOnBehind("tombstone");
        assertThat(deadLetters("tombstone")).isEmpty();
    }

    @Test
    void keepAnEventWithoutAKeyOrAnEnvelope() {
        stack.kafka().send(new ProducerRecord<>(topic, 1, null, null, valid("no-key")));

        await().until(() -> handled.contains("null"));
    }

    @Test
    void areDeadLetteredWhenTheirIdCannotBeStored() {
        Map<String, byte[]> ids = Map.of(
                "id-too-long", new byte[100_000],
                "id-with-zero", new byte[] {'a', 0, 'b'},
                "id-no-text", new byte[] {(byte) 0xc3, 0x28},
                "id-empty", new byte[0]);
        ids.forEach((key, id) -> {
            ProducerRecord<byte[], byte[]> record = record(key, valid(key));
            record.headers().add("ce_id", id).add("ce_type", ORDER_PLACED.getBytes(UTF_8));

            assertThat(deadLettered(key, record)).isEqualTo("MALFORMED_ENVELOPE");
        });
    }

    @Test
    void areDeadLetteredWhenTheyAreAnotherEventThanTheySay() {
        ProducerRecord<byte[], byte[]> record =
                record("liar", Wire.value(idOf(OrderDiscussed.getClassSchema()), new byte[] {0}));
        record.headers().add("ce_type", ORDER_PLACED.getBytes(UTF_8));

        assertThat(deadLettered("liar", record)).isEqualTo("WRONG_TYPE");
    }

    @Test
    void findTheirWayIntoADeadLetterTopicWithFewerPartitions() {
        List<Integer> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String key = "partition-" + partition;
            stack.kafka().send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), "junk".getBytes(UTF_8)));
            partitions.add(Integer.valueOf(
                    header(theDeadLetter(key), "avenant-dlt-partition").orElseThrow()));
        }

        assertThat(partitions).containsExactly(0, 1, 2);
    }

    @Test
    void keepTheirHeadersFromGrowingOnEveryRoundTrip() {
        stack.kafka().send(record("round-trip", "junk".getBytes(UTF_8)));
        ConsumerRecord<byte[], byte[]> first = theDeadLetter("round-trip");

        stack.kafka()
                .send(new ProducerRecord<>(
                        topic + "." + group + ".replay", null, first.key(), first.value(), first.headers()));

        await().until(() -> deadLetters("round-trip"), letters -> letters.size() == 2);
        ConsumerRecord<byte[], byte[]> second = deadLetters("round-trip").get(1);
        assertThat(KafkaProbe.headerNames(second)).containsExactlyElementsOf(KafkaProbe.headerNames(first));
        for (String name : List.of("avenant-dlt-topic", "avenant-dlt-partition", "avenant-dlt-offset")) {
            assertThat(header(second, name)).isEqualTo(header(first, name));
        }
    }

    @Test
    void cannotForgeWhereTheyCameFrom() {
        ProducerRecord<byte[], byte[]> record = record("forged-origin", "junk".getBytes(UTF_8));
        record.headers()
                .add("avenant-dlt-topic", "somewhere-else".getBytes(UTF_8))
                .add("avenant-dlt-partition", "-7".getBytes(UTF_8))
                .add("avenant-dlt-offset", "nine".getBytes(UTF_8))
                .add("avenant-dlt-offset", new byte[5000]);
        stack.kafka().send(record);
        stack.kafka()
                .send(new ProducerRecord<>(
                        topic + "." + group + ".replay",
                        null,
                        "forged-replay".getBytes(UTF_8),
                        record.value(),
                        record.headers()));

        assertThat(header(theDeadLetter("forged-origin"), "avenant-dlt-topic")).contains(topic);
        assertThat(header(theDeadLetter("forged-replay"), "avenant-dlt-topic")).contains(topic);
        assertThat(header(theDeadLetter("forged-replay"), "avenant-dlt-partition")
                        .orElseThrow())
                .matches("[0-2]");
    }

    @Test
    void areDeadLetteredWholeWhenTheyAreAsLargeAsTheTopicAllows() {
        byte[] large = new byte[1_048_000];

        deadLettered("large", record("large", large));

        assertThat(theDeadLetter("large").value()).isEqualTo(large);
    }

    /** Sends the record and answers the category it is dead-lettered with; the event behind it is handled. */
    private static String deadLettered(String key, ProducerRecord<byte[], byte[]> record) {
        stack.kafka().send(record);
        String category = categoryOf(key);
        goesOnBehind(key);
        return category;
    }

    private static void goesOnBehind(String key) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String behind = "behind-" + key + "-" + partition;
            stack.kafka().send(new ProducerRecord<>(topic, partition, behind.getBytes(UTF_8), valid(behind)));
            await().until(() -> handled.contains(behind));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }

    private static byte[] valid(String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        return Wire.value(idOf(OrderPlaced.getClassSchema()), event);
    }

    private static OutboundEvent placed(String key) {
        SpecificRecord event =
                OrderPlaced.newBuilder().setOrderId(key).setSequence(1).build();
        return new OutboundEvent(topic, key, event);
    }

    private static int idOf(Schema schema) {
        return stack.idOf(topic, schema);
    }

    private static String categoryOf(String key) {
        return header(theDeadLetter(key), "avenant-dlt-category").orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> theDeadLetter(String key) {
        return await().until(() -> deadLetters(key), list -> list.size() == 1).get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String key) {
        return stack.kafka().read(deadLetterTopic()).stream()
                .filter(record -> record.key() != null && key.equals(new String(record.key(), UTF_8)))
                .toList();
    }

    private static String deadLetterTopic() {
        return topic + "." + group + ".dlt";
    }
}
