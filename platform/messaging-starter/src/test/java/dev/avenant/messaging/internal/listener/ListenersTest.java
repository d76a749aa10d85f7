package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.KafkaProbe;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.inbox.Inbox;
import dev.avenant.messaging.orders.OrderCancelled;
import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;

/** Two services that listen to one topic. */
@Tag("broker")
class ListenersTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<String> handled = new CopyOnWriteArrayList<>();
    private static final List<String> handledByOther = new CopyOnWriteArrayList<>();
    private static final AtomicBoolean refusing = new AtomicBoolean();

    private static String topic;
    private static String answers;
    private static String group;
    private static TestService service;
    private static TestService other;

    @BeforeAll
    static void startServices() {
        topic = stack.newTopic(2);
        answers = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .publication(Publication.to(answers).of(OrderCancelled.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (refusing.get() && event.getOrderId().startsWith("refused")) {
                        throw new dev.avenant.messaging.EventRefusedException("not now, not ever");
                    }
                    if (event.getOrderId().startsWith("answered")) {
                        answer(event.getOrderId());
                    }
                    handled.add(event.getOrderId());
                }));
        group = setup.group();
        service = setup.start();
        other = TestService.with(stack)
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handledByOther.add(event.getOrderId())))
                .start();
    }

    @AfterAll
    static void stopServices() {
        other.close();
        service.close();
    }

    private static void answer(String orderId) {
        var unused = service.outbox()
                .append(new OutboundEvent(
                        answers,
                        orderId,
                        OrderCancelled.newBuilder().setOrderId(orderId).build()));
    }

    @Test
    void handleAReplayedDeadLetterOnceAndInTheirOwnGroupAlone() {
        refusing.set(true);
        publish("refused");
        ConsumerRecord<byte[], byte[]> letter = await().until(
                        () -> stack.kafka().read(topic + "." + group + ".dlt"), letters -> letters.size() == 1)
                .get(0);
        await().until(() -> handledByOther.contains("refused"));
        refusing.set(false);

        replay(letter);
        replay(letter);
        publish("behind-the-replay");

        await().until(() -> handled.contains("refused"));
        await().until(() -> handledByOther.contains("behind-the-replay"));
        await().until(() -> duplicates() >= 1);
        assertThat(handled).filteredOn("refused"::equals).hasSize(1);
        assertThat(handledByOther).filteredOn("refused"::equals).hasSize(1);
        assertThat(service.bean(MeterRegistry.class)
                        .get("avenant.dead.letters")
                        .tag("category", "HANDLER_REFUSED")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void absorbAMessageThatIsDeliveredTwice() {
        publish("twice");
        await().until(() -> handled.contains("twice"));
        ConsumerRecord<byte[], byte[]> original = stack.kafka().read(topic).stream()
                .filter(record -> "twice".equals(new String(record.key(), UTF_8)))
                .findFirst()
                .orElseThrow();

        stack.kafka()
                .send(new ProducerRecord<>(
                        topic, original.partition(), original.key(), original.value(), original.headers()));
        publishTo(original.partition(), "behind-twice");

        await().until(() -> handled.contains("behind-twice"));
        assertThat(handled).filteredOn("twice"::equals).hasSize(1);
    }

    @Test
    void carryTheTraceOfAnEventOnIntoTheEventsThatFollowFromIt() {
        publish("answered");

        ConsumerRecord<byte[], byte[]> answer = await().until(
                        () -> stack.kafka().read(answers), records -> records.size() == 1)
                .get(0);

        ConsumerRecord<byte[], byte[]> question = stack.kafka().read(topic).stream()
                .filter(record -> "answered".equals(new String(record.key(), UTF_8)))
                .findFirst()
                .orElseThrow();
        String trace = KafkaProbe.header(question, "traceparent").orElseThrow();
        assertThat(KafkaProbe.header(answer, "traceparent").orElseThrow())
                .startsWith(trace.substring(0, 36))
                .isNotEqualTo(trace);
    }

    @Test
    void areSeenWhenTheyStopAndStartAgain() {
        Listeners listeners = service.bean(Listeners.class);
        ListenerHealth health = service.bean(ListenerHealth.class);

        synchronized (listeners) {
            listeners.container(topic).stopAbnormally(() -> {});

            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.DOWN);
        }

        await().until(() ->
                Status.UP.equals(Objects.requireNonNull(health.health()).getStatus()));
        publish("after-the-restart");
        await().until(() -> handled.contains("after-the-restart"));
    }

    @Test
    void forgetMessagesThatAreOlderThanTheRetention() {
        publish("remembered");
        await().until(() -> handled.contains("remembered"));
        Inbox inbox = service.bean(Inbox.class);

        assertThat(inbox.forgetOlderThan(Duration.ofDays(90), Instant.now())).isZero();
        assertThat(inbox.forgetOlderThan(Duration.ofDays(90), Instant.now().plus(Duration.ofDays(91))))
                .isPositive();
    }

    private static double duplicates() {
        return service
                .bean(MeterRegistry.class)
                .find("avenant.events.handled")
                .tag("result", "duplicate")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void replay(ConsumerRecord<byte[], byte[]> letter) {
        stack.kafka()
                .send(new ProducerRecord<>(
                        topic + "." + group + ".replay",
                        letter.partition(),
                        letter.key(),
                        letter.value(),
                        letter.headers()));
    }

    private static void publish(String orderId) {
        service.publish(new OutboundEvent(
                topic,
                orderId,
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build()));
    }

    private static void publishTo(int partition, String orderId) {
        OrderPlaced event =
                OrderPlaced.newBuilder().setOrderId(orderId).setSequence(1).build();
        byte[] value = dev.avenant.messaging.Wire.value(stack.idOf(topic, event.getSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, partition, orderId.getBytes(UTF_8), value));
    }
}
