package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.inbox.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Handles the records of a poll by several threads at once, those of a key in their order; records without a key count as
 * having one in common. When a record of a partition fails, no further one of that partition is begun, and it is left with
 * those. Since it returns when no thread works on a record any more, a stop and a rebalance wait for what is in flight.
 */
final class ParallelHandling implements PollHandling, AutoCloseable {

    private static final int IDLE_SECONDS = 30;

    private final Function<ConsumerRecord<byte[], byte[]>, Origin> origins;
    private final BiPredicate<ConsumerRecord<byte[], byte[]>, Origin> handling;
    private final EventLogContext log;
    private final BooleanSupplier isStopping;
    private final ThreadPoolExecutor threads;

    /**
     * @param origins where a record was published first; asked in the order of the records
     * @param handling tries a record and answers whether it passed; called by several threads
     * @param isStopping whether no further record is to be begun
     */
    ParallelHandling(
            Function<ConsumerRecord<byte[], byte[]>, Origin> origins,
            BiPredicate<ConsumerRecord<byte[], byte[]>, Origin> handling,
            EventLogContext log,
            String topic,
            int threads,
            BooleanSupplier isStopping) {
        this.origins = origins;
        this.handling = handling;
        this.log = log;
        this.isStopping = isStopping;
        this.threads = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "avenant-" + topic);
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handle(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll) {
        Set<TopicPartition> failed = ConcurrentHashMap.newKeySet();
        Set<Place> handled = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        byKey(poll)
                .forEach((key, ofKey) -> running.add(
                        CompletableFuture.runAsync(() -> handle(key.partition(), ofKey, failed, handled), threads)));
        // An interrupt does not end it: what is in flight must be known.
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new LinkedHashMap<>();
        poll.forEach((partition, ofPartition) -> left.put(
                partition,
                ofPartition.stream()
                        .filter(record -> !handled.contains(new Place(partition, record.offset())))
                        .toList()));
        return left;
    }

    private void handle(
            TopicPartition partition, List<Incoming> ofKey, Set<TopicPartition> failed, Set<Place> handled) {
        for (Incoming next : ofKey) {
            if (failed.contains(partition) || isStopping.getAsBoolean()) {
                return;
            }
            if (!log.about(next.record(), () -> handling.test(next.record(), next.origin()))) {
                failed.add(partition);
                return;
            }
            handled.add(new Place(partition, next.record().offset()));
        }
    }

    private Map<Key, List<Incoming>> byKey(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll) {
        Map<Key, List<Incoming>> found = new LinkedHashMap<>();
        poll.forEach((partition, ofPartition) -> {
            for (ConsumerRecord<byte[], byte[]> record : ofPartition) {
                ByteBuffer key = record.key() == null ? null : ByteBuffer.wrap(record.key());
                found.computeIfAbsent(new Key(partition, key), added -> new ArrayList<>())
                        .add(new Incoming(record, origins.apply(record)));
            }
        });
        return found;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private record Key(TopicPartition partition, @Nullable ByteBuffer key) {}

    private record Place(TopicPartition partition, long offset) {}

    private record Incoming(ConsumerRecord<byte[], byte[]> record, Origin origin) {}
}
