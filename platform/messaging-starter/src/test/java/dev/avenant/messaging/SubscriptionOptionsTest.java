package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a subscription says beside its handlers: tombstones, retries of its own, and how its events are handled. */
@Tag("broker")
class SubscriptionOptionsTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void givesTheHandlersTombstonesAndAllThatCameWithARecord() {
        // Given a subscription to tombstones, and one that is not
        String topic = stack.newTopic(1);
        String other = stack.newTopic(1);
        List<String> gone = new CopyOnWriteArrayList<>();
        List<EventContext> contexts = new CopyOnWriteArrayList<>();
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> contexts.add(context))
                        .onTombstone((key, context) -> gone.add(key + " " + context.messageId())))
                .subscription(Subscription.to(other).on(OrderPlaced.class, (event, context) -> contexts.add(context)));

        // When an event with headers comes, and tombstones with and without a key, one of them twice
        try (TestService service = setup.start()) {
            ProducerRecord<byte[], byte[]> record = record(topic, 1_000L, "order");
            record.headers().add("tenant", "blue".getBytes(UTF_8)).add("tenant", "red".getBytes(UTF_8));
            stack.kafka().send(record);
            stack.kafka().send(tombstone(topic, "order", "7"));
            stack.kafka().send(tombstone(topic, "order", "7"));
            stack.kafka().send(new ProducerRecord<>(topic, 0, null, null));
            stack.kafka().send(tombstone(other, "order", "8"));
            stack.kafka().send(record(topic, 2_000L, "last"));
            stack.kafka().send(record(other, 2_000L, "last"));
            await().until(() -> contexts.size() == 3);

            // Then each handler gets its own, once
            assertThat(gone).containsExactly("order 7");
            EventContext context = contexts.stream()
                    .filter(one -> "order".equals(one.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(context.topic()).isEqualTo(topic);
            assertThat(context.partition()).isZero();
            assertThat(context.offset()).isZero();
            assertThat(context.timestamp()).isEqualTo(Instant.ofEpochMilli(1_000));
            assertThat(context.header("tenant")).contains("red");
            assertThat(context.header("region")).isEmpty();
            assertThat(context.headers().headers("tenant")).hasSize(2);
            assertThatThrownBy(() -> context.headers().add("tenant", new byte[0]))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class))
                    .isEqualTo(4);
        }
    }

    @Test
    void triesEachSubscriptionAsOftenAsItSaysAndTheSettingsCountFirst() {
        // Given three subscriptions that always fail
        String common = stack.newTopic(1);
        String own = stack.newTopic(1);
        String set = stack.newTopic(1);
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        EventHandler<OrderPlaced> failing = (event, context) -> {
            tries.computeIfAbsent(context.topic(), added -> new AtomicInteger()).incrementAndGet();
            throw new IllegalStateException("broken");
        };
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.retry.attempts", 2)
                .property("avenant.messaging.subscriptions." + set + ".retry.attempts", 1)
                .subscription(Subscription.to(common).on(OrderPlaced.class, failing))
                .subscription(
                        Subscription.to(own).on(OrderPlaced.class, failing).retry(RetryOverrides.NONE.withAttempts(4)))
                .subscription(
                        Subscription.to(set).on(OrderPlaced.class, failing).retry(RetryOverrides.NONE.withAttempts(4)))
                .bean(Clock.class, () -> Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC));

        // When each gets an event
        try (TestService service = setup.start()) {
            List.of(common, own, set).forEach(topic -> stack.kafka().send(record(topic, 1_000L, "order")));
            List.of(common, own, set)
                    .forEach(topic -> await().until(() -> letters(topic, setup).size() == 1));

            // Then it was tried so often, and its letter has the time of the service's clock
            assertThat(service.bean(Clock.class)).isNotNull();
            assertThat(tries.get(common)).hasValue(2);
            assertThat(tries.get(own)).hasValue(4);
            assertThat(tries.get(set)).hasValue(1);
            assertThat(KafkaProbe.header(letters(own, setup).get(0), "avenant-dlt-failed-at"))
                    .contains("2020-01-01T00:00:00Z");
        }
    }

    @Test
    void triesAnEventOfABatchAsOftenAsItsSubscriptionSaysBesidesTheTryInTheBatch() {
        // Given a subscription in batches with an event that always fails among others
        String topic = stack.newTopic(1);
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.retry.attempts", 2)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> {
                            tries.computeIfAbsent(event.getOrderId(), added -> new AtomicInteger())
                                    .incrementAndGet();
                            if (event.getOrderId().equals("broken")) {
                                throw new IllegalStateException("broken");
                            }
                        })
                        .inBatches()
                        .retry(RetryOverrides.NONE.withAttempts(4)));
        List.of("first", "broken", "last").forEach(key -> stack.kafka().send(record(topic, 1_000L, key)));

        // When it is handled
        try (TestService service = setup.start()) {
            await().until(() -> letters(topic, setup).size() == 1);
            await().until(() -> service.jdbc().queryForObject("SELECT count(*) = 2 FROM avenant.inbox", Boolean.class));

            // Then no batch is undone by it twice, and none that a schema came too late for; other tries are its own
            int batches = Objects.requireNonNull(tries.get("first")).get() - 1;
            assertThat(batches).isBetween(0, 1);
            assertThat(tries.get("broken")).hasValue(batches + 4);
            assertThat(tries.get("last")).hasValue(1);
        }
    }

    @Test
    void refusesToStartWithSettingsForATopicWithoutASubscription() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.subscriptions.orders.retry.attempts", 1)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {}));

        assertThatThrownBy(setup::start)
                .rootCause()
                .hasMessage("avenant.messaging.subscriptions.orders: expected the topic of a Subscription bean, ["
                        + topic + "], but found orders");
    }

    @Test
    void refusesWhatContradictsItself() {
        Subscription subscription = Subscription.to("orders");

        assertThatThrownBy(() -> subscription.inBatches().inParallel(2))
                .hasMessage(
                        "The subscription to orders has both inBatches() and inParallel(): a batch is one transaction,"
                                + " which runs in one thread");
        assertThatThrownBy(() -> subscription.inParallel(2).inBatches())
                .hasMessage(
                        "The subscription to orders has both inBatches() and inParallel(): a batch is one transaction,"
                                + " which runs in one thread");
        assertThatThrownBy(() -> subscription.inParallel(0))
                .hasMessage("The subscription to orders: threads must be at least 1 but was 0");
        assertThatThrownBy(() -> subscription.onTombstone((key, context) -> {}).onTombstone((key, context) -> {}))
                .hasMessage("The subscription to orders has two handlers for tombstones");
    }

    private static List<ConsumerRecord<byte[], byte[]>> letters(String topic, TestService.Setup setup) {
        return stack.kafka().read(topic + "." + setup.group() + ".dlt");
    }

    private static ProducerRecord<byte[], byte[]> tombstone(String topic, String key, String id) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), null);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long timestamp, String key) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(key).setSequence(1).build();
        byte[] value = Wire.value(stack.idOf(topic, OrderPlaced.getClassSchema()), event);
        return new ProducerRecord<>(topic, 0, timestamp, key.getBytes(UTF_8), value);
    }
}
