package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** A service says what is away, how long a partition may wait for it, and what becomes of the partition then. */
@Tag("broker")
class BoundedWaitTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean(true);
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void stopsThePartitionUntilTheServiceStartsAgain() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic).property("avenant.messaging.retry.max-wait", "300ms");
        try (TestService service = setup.start()) {
            send(topic, 0, 1);
            send(topic, 0, 2);

            await().until(() -> status(service).equals(Status.DOWN));
            assertThat(detail(service, "stopped"))
                    .matches("\\{" + topic + "-0=offset 0 since [^ ]+: HANDLER_WAITING"
                            + " \\(dev.avenant.messaging.RetryLaterException\\): the warehouse is closed}");
            assertThat(detail(service, "waiting")).isEqualTo("null");
        }
        away.set(false);
        try (TestService again = setup.start()) {
            await().until(() -> handled.size() == 2);
            assertThat(handled).containsExactly(1L, 2L);
            await().until(() -> status(again).equals(Status.UP));
        }
        assertThat(categories(topic, setup)).isEmpty();
    }

    @Test
    void deadLettersWhatWaitedTooLongWhereTheServiceWantsThat() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = setup(topic)
                .property("avenant.messaging.retry.max-wait", "300ms")
                .property("avenant.messaging.retry.on-max-wait", "dead-letter");
        try (TestService service = setup.start()) {
            send(topic, 0, 1);

            await().until(() -> categories(topic, setup).size() == 1);
            assertThat(categories(topic, setup)).containsExactly("HANDLER_WAITING");
            away.set(false);
            send(topic, 0, 2);
            await().until(() -> handled.contains(2L));
            assertThat(handled).containsExactly(2L);
            assertThat(status(service)).isEqualTo(Status.UP);
        }
    }

    @Test
    void waitsAsLongAsTheHandlerAsks() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    tries.incrementAndGet();
                    throw new RetryLaterException(
                            "the warehouse is closed", new IllegalStateException("429"), Duration.ofHours(1));
                }));
        try (TestService service = setup.start()) {
            send(topic, 0, 1);

            await().until(() -> detail(service, "waiting").contains("the warehouse is closed"));
            assertThat(detail(service, "waiting"))
                    .matches("\\{" + topic
                            + "-0=offset 0 since \\S+: \\S+ \\(.*\\): .*the warehouse is closed.*; tried \\d+"
                            + " times?(, again at \\S+Z)?}");
            await().until(() -> ageOf(service, topic, 0).isPresent());
            await().until(() -> ageOf(service, topic, 0).orElseThrow() > 1);
            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void asksTheServiceFirstWhatAFailureMeans() {
        String topic = stack.newTopic(1);
        Map<Long, FailureClassification.Verdict> verdicts = Map.of(
                1L, FailureClassification.Verdict.RETRY_LATER,
                2L, FailureClassification.Verdict.RETRY,
                3L, FailureClassification.Verdict.REFUSE);
        List<Long> tried = new CopyOnWriteArrayList<>();
        TestService.Setup setup = TestService.with(stack)
                .bean(
                        FailureClassification.class,
                        () -> thrown -> thrown instanceof Odd odd
                                ? Optional.ofNullable(verdicts.get(odd.sequence))
                                : Optional.empty())
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    tried.add(event.getSequence());
                    if (tried.size() < 6 || event.getSequence() > 1) {
                        throw new Odd(event.getSequence());
                    }
                }));
        try (TestService service = setup.start()) {
            for (long sequence = 1; sequence <= 3; sequence++) {
                send(topic, 0, sequence);
            }

            await().until(() -> categories(topic, setup).size() == 2);
            assertThat(categories(topic, setup)).containsExactly("HANDLER_FAILED", "HANDLER_REFUSED");
            assertThat(tried).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 2L, 2L, 2L, 3L);
            assertThat(service.bean(FailureClassification.class)).isNotNull();
        }
    }

    @Test
    void isShownByTheServiceAloneThatReadsThePartitionNow() {
        String topic = stack.newTopic(2);
        // Longer than Kafka holds a fetch back, so that each partition gets its turn.
        TestService.Setup setup = setup(topic)
                .property("avenant.messaging.retry.initial-interval", "1s")
                .property("avenant.messaging.retry.max-interval", "1s");
        try (TestService first = setup.start()) {
            send(topic, 0, 1);
            send(topic, 1, 2);
            await().until(() -> detail(first, "waiting").contains(topic + "-0=")
                    && detail(first, "waiting").contains(topic + "-1="));
            try (TestService second = setup.start()) {
                await().until(() -> isWaiting(second, topic, 0) != isWaiting(second, topic, 1));
                await().until(() -> isWaiting(first, topic, 0) != isWaiting(first, topic, 1));

                assertThat(isWaiting(first, topic, 0)).isNotEqualTo(isWaiting(second, topic, 0));
                for (int partition = 0; partition < 2; partition++) {
                    assertThat(ageOf(first, topic, partition).isPresent())
                            .isEqualTo(isWaiting(first, topic, partition));
                }
            }
            away.set(false);
            await().until(() -> handled.size() == 2);
            await().until(() -> detail(first, "waiting").equals("null"));
            assertThat(ageOf(first, topic, 0)).isEmpty();
            assertThat(ageOf(first, topic, 1)).isEmpty();
        }
    }

    private TestService.Setup setup(String topic) {
        return TestService.with(stack).subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
            if (away.get()) {
                throw new IllegalStateException(new RetryLaterException("the warehouse is closed"));
            }
            handled.add(event.getSequence());
        }));
    }

    private static boolean isWaiting(TestService service, String topic, int partition) {
        return detail(service, "waiting").contains(topic + "-" + partition + "=");
    }

    private static Optional<Double> ageOf(TestService service, String topic, int partition) {
        return Optional.ofNullable(service.bean(MeterRegistry.class)
                        .find("avenant.partition.waiting.age")
                        .tag("topic", topic)
                        .tag("partition", String.valueOf(partition))
                        .gauge())
                .map(Gauge::value);
    }

    private static Status status(TestService service) {
        return health(service).getStatus();
    }

    private static String detail(TestService service, String name) {
        return String.valueOf(health(service).getDetails().get(name));
    }

    private static Health health(TestService service) {
        HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
        return Objects.requireNonNull(health.health());
    }

    private static List<String> categories(String topic, TestService.Setup setup) {
        return stack.kafka().read(topic + "." + setup.group() + ".dlt").stream()
                .map(letter -> KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                .toList();
    }

    private static void send(String topic, int partition, long sequence) {
        OrderPlaced event = OrderPlaced.newBuilder()
                .setOrderId("order")
                .setSequence(sequence)
                .build();
        byte[] value = Wire.value(stack.idOf(topic, event.getSchema()), event);
        stack.kafka().send(new ProducerRecord<>(topic, partition, "order".getBytes(UTF_8), value));
    }

    private static final class Odd extends RuntimeException {
        private final long sequence;

        Odd(long sequence) {
            super("odd " + sequence);
            this.sequence = sequence;
        }
    }
}
