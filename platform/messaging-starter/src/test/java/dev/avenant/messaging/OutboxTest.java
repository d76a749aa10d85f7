package dev.avenant.messaging;

import static dev.avenant.messaging.KafkaProbe.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.IllegalTransactionStateException;

@Tag("broker")
class OutboxTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static String topic;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(3);
        service = TestService.with(stack)
                .property("spring.kafka.producer.properties.partitioner.ignore.keys", true)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @Test
    void publishesWhatTheTransactionCommitted() {
        String id = publishOne("committed", 1);

        ConsumerRecord<byte[], byte[]> record = await().until(() -> recordsOf("committed"), list -> list.size() == 1)
                .get(0);

        assertThat(header(record, "ce_specversion")).contains("1.0");
        assertThat(header(record, "ce_id")).contains(id);
        assertThat(header(record, "ce_type")).contains("dev.avenant.messaging.orders.OrderPlaced");
        assertThat(header(record, "ce_source")).contains("/order-service");
        assertThat(Instant.parse(header(record, "ce_time").orElseThrow()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        assertThat(header(record, "traceparent").orElseThrow()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(record.value()).startsWith(0, 0, 0, 0);
        await().until(service::waitingInOutbox, count -> count == 0);
    }

    @Test
    void publishesTheHeadersOfAnEvent() {
        service.publish(placed("with-headers", 1).withHeader("tenant", "Zürich"));

        ConsumerRecord<byte[], byte[]> record = await().until(() -> recordsOf("with-headers"), list -> list.size() == 1)
                .get(0);
        assertThat(header(record, "tenant")).contains("Zürich");
        assertThat(header(record, "ce_type")).contains("dev.avenant.messaging.orders.OrderPlaced");
    }

    @Test
    void publishesATombstoneBehindTheEventsOfItsKey() {
        service.publish(placed("forgotten", 1), OutboundEvent.tombstone(topic, "forgotten"));

        List<ConsumerRecord<byte[], byte[]>> records =
                await().until(() -> recordsOf("forgotten"), list -> list.size() == 2);
        assertThat(records.get(0).value()).isNotNull();
        assertThat(records.get(1).value()).isNull();
        assertThat(records.get(1).headers())
                .extracting(Header::key)
                .containsExactlyInAnyOrder("ce_id", "ce_source", "ce_time", "traceparent");
    }

    @Test
    void refusesATombstoneOnATopicThatNoPublicationDeclares() {
        assertThatThrownBy(() -> service.publish(OutboundEvent.tombstone("unknown", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No Publication declares topic unknown: add a bean Publication.to(\"unknown\")");
    }

    @Test
    void saysOfAnEventThatItWasAppendedWhenTheClockOfTheServiceSays() {
        Instant then = Instant.parse("2020-02-29T12:00:00Z");
        String ofThen = stack.newTopic(1);
        try (TestService withClock = TestService.with(stack)
                .bean(Clock.class, () -> Clock.fixed(then, ZoneOffset.UTC))
                .publication(Publication.to(ofThen).of(OrderPlaced.class))
                .start()) {
            withClock.publish(new OutboundEvent(
                    ofThen,
                    "1",
                    OrderPlaced.newBuilder().setOrderId("1").setSequence(1).build()));

            ConsumerRecord<byte[], byte[]> record = await().until(
                            () -> stack.kafka().read(ofThen), list -> list.size() == 1)
                    .get(0);
            assertThat(header(record, "ce_time")).contains("2020-02-29T12:00:00Z");
        }
    }

    @Test
    void publishesNothingOfATransactionThatRolledBack() {
        assertThatThrownBy(() -> service.inTransaction(() -> {
                    var unused = service.outbox().append(placed("rolled-back", 1));
                    throw new IllegalStateException("the business said no");
                }))
                .hasMessage("the business said no");
        publishOne("after-the-rollback", 1);

        await().until(() -> recordsOf("after-the-rollback"), list -> list.size() == 1);
        assertThat(recordsOf("rolled-back")).isEmpty();
    }

    @Test
    void keepsTheEventsOfAKeyInOnePartitionWhateverTheServiceSetForItsOwnProducers() {
        String large = "x".repeat(10_000);
        for (int sequence = 0; sequence < 20; sequence++) {
            OrderPlaced event = OrderPlaced.newBuilder()
                    .setOrderId(large)
                    .setSequence(sequence)
                    .build();
            service.publish(new OutboundEvent(topic, "one-partition", event));
        }

        List<ConsumerRecord<byte[], byte[]>> records =
                await().until(() -> recordsOf("one-partition"), list -> list.size() == 20);
        assertThat(records)
                .extracting(ConsumerRecord::partition)
                .containsOnly(records.get(0).partition());
    }

    @Test
    void refusesToAppendWithoutATransaction() {
        assertThatThrownBy(() -> service.outbox().append(placed("alone", 1)))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessage("Outbox.append needs the transaction that changes the data, but none is running for"
                        + " dev.avenant.messaging.orders.OrderPlaced: call it from a @Transactional method");
    }

    @Test
    void refusesAnEventThatNoPublicationDeclares() {
        OrderCancelled cancelled = OrderCancelled.newBuilder().setOrderId("1").build();

        assertThatThrownBy(() -> service.publish(new OutboundEvent(topic, "1", cancelled)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No Publication declares dev.avenant.messaging.orders.OrderCancelled on topic " + topic
                        + ": add a bean Publication.to(\"" + topic + "\").of(OrderCancelled.class)");
    }

    @Test
    void refusesAnEventThatDoesNotFitItsSchemaAndWithItTheTransaction() {
        OrderPlaced withoutId = new OrderPlaced();

        assertThatThrownBy(() -> service.publish(placed("unfit", 1), new OutboundEvent(topic, "unfit", withoutId)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("field orderId");
        publishOne("after-the-unfit", 1);

        await().until(() -> recordsOf("after-the-unfit"), list -> list.size() == 1);
        assertThat(recordsOf("unfit")).isEmpty();
    }

    @Test
    void refusesAnEventThatIsLargerThanARecordMayBe() {
        OrderPlaced large = OrderPlaced.newBuilder()
                .setOrderId("x".repeat(1_000_000))
                .setSequence(1)
                .build();

        assertThatThrownBy(() -> service.publish(new OutboundEvent(topic, "large", large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "dev\\.avenant\\.messaging\\.orders\\.OrderPlaced takes \\d+ bytes, but an event may"
                                + " take 1000000 \\(avenant\\.messaging\\.outbox\\.max-event-bytes\\)");
    }

    private static String publishOne(String key, long sequence) {
        String[] id = new String[1];
        service.inTransaction(() -> id[0] = service.outbox().append(placed(key, sequence)));
        return id[0];
    }

    private static OutboundEvent placed(String key, long sequence) {
        return new OutboundEvent(
                topic,
                key,
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build());
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String key) {
        return stack.kafka().read(topic).stream()
                .filter(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).equals(key))
                .toList();
    }
}
