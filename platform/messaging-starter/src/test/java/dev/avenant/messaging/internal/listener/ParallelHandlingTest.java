package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.internal.inbox.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What several threads do with the records of a poll. */
@Tag("fast")
class ParallelHandlingTest {

    private static final String TOPIC = "orders";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final List<Long> begun = new CopyOnWriteArrayList<>();
    private final Set<Long> failing = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile long blocking = -1;
    private volatile boolean isStopping;
    private @Nullable ParallelHandling handling;

    @AfterEach
    void endTheThreads() {
        released.countDown();
        if (handling != null) {
            handling.close();
        }
    }

    @Test
    void beginsNoFurtherRecordOfAPartitionInWhichOneFailedAndLeavesThem() {
        failing.add(1L);

        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = with(1).handle(Map.of(
                FIRST, List.of(record(0, 0, "a"), record(0, 1, "b"), record(0, 2, "c"), record(0, 3, "a"))));

        // One thread takes key after key, so both records of the first were handled before the second failed
        assertThat(begun).containsExactly(0L, 3L, 1L);
        assertThat(offsets(left.get(FIRST))).containsExactly(1L, 2L);
    }

    @Test
    void goesOnWithTheOtherPartitionsWhenARecordFails() {
        failing.add(0L);

        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = with(2).handle(Map.of(
                FIRST, List.of(record(0, 0, "a"), record(0, 1, "a")),
                SECOND, List.of(record(1, 10, "a"), record(1, 11, "a"))));

        assertThat(begun).containsExactlyInAnyOrder(0L, 10L, 11L);
        assertThat(offsets(left.get(FIRST))).containsExactly(0L, 1L);
        assertThat(left.get(SECOND)).isEmpty();
    }

    @Test
    void handlesTheRecordsWithoutAKeyInTheirOrder() {
        // Given two without a key, the first of which takes until all others were handled, by a second thread
        blocking = 0;
        CompletableFuture<Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>> handled =
                CompletableFuture.supplyAsync(() -> with(2).handle(Map.of(
                        FIRST, List.of(record(0, 0, null), record(0, 1, "a"), record(0, 2, null), record(0, 3, "b")))));
        await().until(() -> begun.contains(3L));

        assertThat(begun).containsExactlyInAnyOrder(0L, 1L, 3L);
        released.countDown();

        assertThat(handled.join().get(FIRST)).isEmpty();
        assertThat(begun).containsExactlyInAnyOrder(0L, 1L, 3L, 2L).endsWith(2L);
    }

    @Test
    void returnsOnlyWhenNoThreadWorksOnARecordAnyMore() {
        blocking = 0;
        CompletableFuture<Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>> handled =
                CompletableFuture.supplyAsync(() ->
                        with(2).handle(Map.of(FIRST, List.of(record(0, 0, "a"), record(0, 1, "b")))));
        await().until(() -> begun.size() == 2);

        assertThat(handled).isNotDone();
        released.countDown();

        assertThat(handled.join().get(FIRST)).isEmpty();
    }

    @Test
    void beginsNothingMoreWhenItStopsAndLeavesTheRest() {
        // Given a stop while the first record of a key is handled
        blocking = 0;
        CompletableFuture<Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>> handled =
                CompletableFuture.supplyAsync(() -> with(1).handle(
                                Map.of(FIRST, List.of(record(0, 0, "a"), record(0, 1, "a"), record(0, 2, "b")))));
        await().until(() -> begun.contains(0L));
        isStopping = true;

        released.countDown();

        assertThat(offsets(handled.join().get(FIRST))).containsExactly(1L, 2L);
        assertThat(begun).containsExactly(0L);
    }

    private ParallelHandling with(int threads) {
        ParallelHandling made = new ParallelHandling(
                record -> Origin.of(record, TOPIC),
                this::passes,
                new EventLogContext(false),
                TOPIC,
                threads,
                () -> isStopping);
        handling = made;
        return made;
    }

    private boolean passes(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        begun.add(origin.offset());
        if (origin.offset() == blocking) {
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !failing.contains(origin.offset());
    }

    private static List<Long> offsets(@Nullable List<ConsumerRecord<byte[], byte[]>> records) {
        return records == null
                ? List.of()
                : records.stream().map(ConsumerRecord::offset).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, @Nullable String key) {
        return new ConsumerRecord<>(TOPIC, partition, offset, key == null ? null : key.getBytes(UTF_8), null);
    }
}
