package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.SHORT;
import static dev.avenant.messaging.internal.outbox.RelayFixture.before;
import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static dev.avenant.messaging.internal.outbox.RelayFixture.producers;
import static dev.avenant.messaging.internal.outbox.RelayFixture.relay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.serviceWithoutRelay;
import static dev.avenant.messaging.internal.outbox.RelayFixture.settings;
import static dev.avenant.messaging.internal.outbox.RelayFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two relays of one topic, as two processes would have them. */
@Tag("broker")
class SharedTopicTest {

    private static final int KEYS = 40;
    private static final int HALF = KeyShards.COUNT / 2;
    private static final OutboxSettings QUICK = settings(SHORT, Duration.ofSeconds(2));

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void isDrainedByBothAtATimeInTheOrderOfEachKey() {
        String topic = stack.newTopic(1);
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicBoolean meet = new AtomicBoolean();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay first = thatMeets(service, topic, meet, both);
            TopicRelay second = thatMeets(service, topic, meet, both);
            startBoth(first, second);
            meet.set(true);

            for (int number = 1; number <= 20; number++) {
                publish(service, topic, number);
            }

            await().until(() -> service.waitingInOutbox() == 0);
            assertThat(meet).as("both had a transaction open at once").isFalse();
            stop(first);
            stop(second);
            assertThatEachKeyHas(topic, 20);
        }
    }

    /** The first transaction of each is open until the other one's is. */
    private static TopicRelay thatMeets(TestService service, String topic, AtomicBoolean meet, CyclicBarrier both) {
        return relay(
                service.bean(DataSource.class),
                topic,
                id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                    if (meet.get()) {
                        awaitOther(both);
                        meet.set(false);
                    }
                })),
                settings(SHORT, Duration.ofSeconds(6)));
    }

    @Test
    void isHandedOverToOneThatComesAndBackWhenItGoesAndNothingIsSentTwice() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay first = relay(service, topic, QUICK);
            first.start();
            await().until(() -> first.state().shards() == KeyShards.COUNT);
            TopicRelay second = relay(service, topic, QUICK);
            second.start();
            int number = 0;
            while (second.state().shards() < HALF) {
                publish(service, topic, ++number);
            }
            publish(service, topic, ++number);

            stop(second);
            while (first.state().shards() < KeyShards.COUNT) {
                publish(service, topic, ++number);
            }

            await().until(() -> service.waitingInOutbox() == 0);
            stop(first);
            assertThatEachKeyHas(topic, number);
        }
    }

    @Test
    void isKeptInTheOrderOfEachKeyWhenOneFreezesInATransactionAndWakesUpLate() {
        String topic = stack.newTopic(1);
        CountDownLatch sleeps = new CountDownLatch(1);
        CountDownLatch wakesUp = new CountDownLatch(1);
        AtomicBoolean freeze = new AtomicBoolean();
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            TopicRelay sleeper = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                        if (freeze.getAndSet(false)) {
                            sleeps.countDown();
                            awaitUninterruptibly(wakesUp);
                        }
                    })),
                    QUICK);
            TopicRelay other = relay(service, topic, QUICK);
            startBoth(sleeper, other);
            freeze.set(true);

            publish(service, topic, 1);
            awaitUninterruptibly(sleeps);
            await().until(() -> service.waitingInOutbox() == 0);
            assertThat(other.state().shards()).isEqualTo(KeyShards.COUNT);
            publish(service, topic, 2);
            await().until(() -> service.waitingInOutbox() == 0);
            wakesUp.countDown();

            await().until(() ->
                    other.state().shards() == HALF && sleeper.state().shards() == HALF);
            publish(service, topic, 3);
            await().until(() -> service.waitingInOutbox() == 0);
            stop(sleeper);
            stop(other);
            assertThatEachKeyHas(topic, 3);
        }
    }

    @Test
    void isNotSentByOneThatWasTooLateToSayThatItsShardsAreItsOwn() {
        String topic = stack.newTopic(1);
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        CountDownLatch sends = new CountDownLatch(1);
        CountDownLatch lateSent = new CountDownLatch(1);
        try (TestService service = serviceWithoutRelay(stack, topic).start()) {
            AtomicBoolean holds = new AtomicBoolean(true);
            leaveToWhoComes(service, topic, "test.outbox.former");
            TopicRelay slow = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> {
                        if (id.equals("test.outbox.former")) {
                            late.countDown();
                            awaitUninterruptibly(goesOn);
                        }
                        return before(producers(service).apply(id), Map.of("commitTransaction", lateSent::countDown));
                    },
                    QUICK);
            TopicRelay other = relay(
                    service.bean(DataSource.class),
                    topic,
                    id -> before(producers(service).apply(id), Map.of("commitTransaction", () -> {
                        if (holds.getAndSet(false)) {
                            sends.countDown();
                            awaitUninterruptibly(lateSent);
                        }
                    })),
                    QUICK);
            slow.start();
            awaitUninterruptibly(late);
            publish(service, topic, 1);

            other.start();
            awaitUninterruptibly(sends);
            goesOn.countDown();

            await().until(() -> service.waitingInOutbox() == 0);
            stop(slow);
            stop(other);
            assertThatEachKeyHas(topic, 1);
        }
    }

    /** As one does that ends while its producer has something in flight. */
    private static void leaveToWhoComes(TestService service, String topic, String producer) {
        service.jdbc().update("""
                        INSERT INTO avenant.outbox_lease (topic, shard, holder, producer_id, expires_at)
                        SELECT ?, number, gen_random_uuid(), ?, clock_timestamp() FROM generate_series(0, 15) AS number
                        """, topic, producer);
    }

    private static void startBoth(TopicRelay first, TopicRelay second) {
        first.start();
        second.start();
        await().until(() -> first.state().shards() == HALF && second.state().shards() == HALF);
    }

    private static void publish(TestService service, String topic, int number) {
        service.publish(IntStream.range(0, KEYS)
                .mapToObj(key -> order(topic, "key-" + key, number))
                .toArray(OutboundEvent[]::new));
    }

    private static void assertThatEachKeyHas(String topic, int last) {
        List<String> seen = committed(stack, topic);
        List<String> numbers =
                LongStream.rangeClosed(1, last).mapToObj(Long::toString).toList();
        for (int key = 0; key < KEYS; key++) {
            String prefix = "key-" + key + ":";
            assertThat(seen.stream()
                            .filter(each -> each.startsWith(prefix))
                            .map(each -> each.substring(prefix.length())))
                    .as(prefix)
                    .containsExactlyElementsOf(numbers);
        }
    }

    private static void awaitOther(CyclicBarrier both) {
        try {
            var unused = both.await(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException("The other one sent nothing meanwhile", failed);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
