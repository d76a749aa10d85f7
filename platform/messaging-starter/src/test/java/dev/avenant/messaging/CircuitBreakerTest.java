package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.deadletters.DeadLettersEndpoint;
import dev.avenant.messaging.internal.deadletters.LetterView;
import dev.avenant.messaging.internal.listener.SubscriptionsEndpoint;
import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** A subscription whose records fail one after the other stops, says so, loses none of them, and goes on. */
@Tag("broker")
class CircuitBreakerTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private String topic = "";
    private TestService.Setup setup = TestService.with(stack);

    @BeforeEach
    void aTopic() {
        topic = stack.newTopic(1);
        setup = stopping().subscription(subscriptionTo(topic));
    }

    private static TestService.Setup stopping() {
        return TestService.with(stack)
                .property("avenant.messaging.circuit-breaker.failure-share", "0.5")
                .property("avenant.messaging.circuit-breaker.window", "10")
                .property("avenant.messaging.circuit-breaker.minimum", "4")
                .property("avenant.messaging.circuit-breaker.pause", "1h");
    }

    private Subscription subscriptionTo(String name) {
        return Subscription.to(name).on(OrderPlaced.class, (event, context) -> {
            if (broken.get()) {
                throw new EventRefusedException("the price list is empty");
            }
            handled.add(event.getSequence());
        });
    }

    @Test
    void stopsBeforeItDeadLettersAllOfItsTopicAndGoesOnWhenItIsTold() {
        try (TestService service = setup.start()) {
            // Given two records that pass
            send(1, 2);
            await().until(() -> handled.size() == 2);
            assertThat(open(service)).isZero();

            // When the next ones fail
            broken.set(true);
            send(3, 4, 5, 6, 7);

            // Then the second of them, with which half of four have failed, stays where it is, and all behind it
            await().until(() -> health(service).getStatus().equals(Status.DOWN));
            await().until(() -> stop(service).contains("the last failure"));
            assertThat(stop(service))
                    .matches("2 of the last 4 records failed, so nothing is read since [^ ]+;"
                            + " one record is tried after [^ ]+; the last failure: HANDLER_REFUSED"
                            + " \\(dev.avenant.messaging.EventRefusedException\\): the price list is empty");
            assertThat(String.valueOf(health(service).getDetails().get("circuitBreakers")))
                    .isEqualTo("{" + topic + "=" + stop(service) + "}");
            assertThat(open(service)).isEqualTo(1);
            assertThat(letters()).isEqualTo(1);

            // When it is told to go on while they still fail, then it stops again
            var unused = service.bean(SubscriptionsEndpoint.class).change(topic, null);
            await().until(() -> letters() == 4);
            await().until(() -> stop(service).startsWith("4 of the last 4 records failed"));

            // When they do not fail any more, then nothing is lost
            broken.set(false);
            assertThat(service.bean(SubscriptionsEndpoint.class).change(topic, null))
                    .isNotNull();
            await().until(() -> handled.contains(7L));
            assertThat(handled).containsExactly(1L, 2L, 7L);
            assertThat(letters()).isEqualTo(4);
            await().until(() -> health(service).getStatus().equals(Status.UP));
            assertThat(open(service)).isZero();
        }
    }

    @Test
    void triesOneRecordAfterAWhile() {
        setup.property("avenant.messaging.circuit-breaker.pause", "300ms");
        try (TestService service = setup.start()) {
            broken.set(true);
            send(1, 2, 3, 4, 5);
            await().until(() -> stop(service).startsWith("4 of the last 4 records failed"));
            assertThat(letters()).isEqualTo(3);

            broken.set(false);

            await().until(() -> handled.size() == 2);
            assertThat(handled).containsExactly(4L, 5L);
            assertThat(letters()).isEqualTo(3);
            await().until(() -> health(service).getStatus().equals(Status.UP));
        }
    }

    @ParameterizedTest
    @EnumSource(HandlingModesTest.Mode.class)
    void keepsBatchesAndThreadsFromHandlingAnythingWhileItIsOpen(HandlingModesTest.Mode mode) {
        String two = stack.newTopic(2);
        TestService.Setup other = stopping().subscription(mode.of(subscriptionTo(two)));
        try (TestService service = other.start()) {
            broken.set(true);
            send(two, 0, 1, 2, 3, 4);
            await().until(() -> String.valueOf(health(service).getDetails().get("circuitBreakers"))
                    .contains("the last failure"));

            // When what would pass comes to another partition
            broken.set(false);
            send(two, 1, 5, 6, 7);

            // Then it waits, and goes on with all else
            await().until(() ->
                    String.valueOf(health(service).getDetails().get("waiting")).contains(two + "-1"));
            assertThat(handled).isEmpty();
            var unused = service.bean(SubscriptionsEndpoint.class).change(two, null);
            await().until(() -> handled.size() == 4);
            assertThat(handled).containsExactlyInAnyOrder(4L, 5L, 6L, 7L);
        }
    }

    @Test
    void keepsAReplayedLetterWaitingToo() {
        try (TestService service = setup.start()) {
            broken.set(true);
            send(1, 2, 3, 4, 5);
            await().until(() -> stop(service).contains("the last failure"));
            DeadLettersEndpoint letters = service.bean(DeadLettersEndpoint.class);
            await().until(() -> Long.valueOf(3)
                    .equals(letters.letters(null, null, null, 0).states().get("open")));
            LetterView first =
                    letters.letters("open", null, null, null).letters().get(0);

            // When somebody replays a letter while the subscription has stopped
            broken.set(false);
            var unused = letters.replayOne(first.id().toString(), null, null, null, null, SecurityContext.NONE);

            // Then it waits with the others, and is handled when they are
            await().until(() -> String.valueOf(health(service).getDetails().get("waiting"))
                    .contains(topic + "." + setup.group() + ".replay-0"));
            assertThat(handled).isEmpty();
            assertThat(service.bean(SubscriptionsEndpoint.class).change(topic, null))
                    .isNotNull();
            await().until(() -> handled.size() == 3);
            assertThat(handled).containsExactlyInAnyOrder(1L, 4L, 5L);
            await().until(() -> Objects.requireNonNull(letters.letter(first.id().toString()))
                    .state()
                    .equals("resolved"));
        }
    }

    private String stop(TestService service) {
        return String.valueOf(
                Objects.requireNonNull(service.bean(SubscriptionsEndpoint.class).subscription(topic))
                        .circuitBreaker());
    }

    private double open(TestService service) {
        return service.bean(MeterRegistry.class)
                .get("avenant.circuit.breaker.open")
                .tag("topic", topic)
                .gauge()
                .value();
    }

    private static Health health(TestService service) {
        return Objects.requireNonNull(service.bean("messagingListenersHealthIndicator", HealthIndicator.class)
                .health());
    }

    private int letters() {
        return stack.kafka().read(topic + "." + setup.group() + ".dlt").size();
    }

    private void send(long... sequences) {
        send(topic, 0, sequences);
    }

    private static void send(String topic, int partition, long... sequences) {
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        for (long sequence : sequences) {
            OrderPlaced event = OrderPlaced.newBuilder()
                    .setOrderId("order")
                    .setSequence(sequence)
                    .build();
            stack.kafka().send(new ProducerRecord<>(topic, partition, "order".getBytes(UTF_8), Wire.value(id, event)));
        }
    }
}
