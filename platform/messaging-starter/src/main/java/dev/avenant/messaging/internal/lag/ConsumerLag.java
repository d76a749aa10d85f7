package dev.avenant.messaging.internal.lag;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.internal.lag.ConsumerPositions.Position;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far this process is behind in the partitions that it reads, in records and in seconds. Kafka is asked for the
 * ends of these partitions in one request, and once for where the group was in those of which nothing was read yet.
 */
public final class ConsumerLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Partitions of a topic beyond that many are shown as one. */
    private static final int MOST_PARTITIONS = 256;

    private final String group;
    private final String replaySuffix;
    private final ConsumerPositions positions;
    private final Supplier<Admin> admins;
    private final Clock clock;
    private final MultiGauge records;
    private final MultiGauge seconds;
    private final Map<TopicPartition, Behind> behind = new HashMap<>();
    private @Nullable Admin admin;

    /**
     * The lag of a group.
     *
     * @param admins opens a client, which is kept until the end
     */
    public ConsumerLag(
            String group, ConsumerPositions positions, Supplier<Admin> admins, MeterRegistry meters, Clock clock) {
        this.group = group;
        this.replaySuffix = DeadLetterTopic.of("t", group).replayTopic().substring(1);
        this.positions = positions;
        this.admins = admins;
        this.clock = clock;
        this.records = MultiGauge.builder("avenant.consumer.lag.records")
                .description("Records of a partition that are not handled yet")
                .register(meters);
        this.seconds = MultiGauge.builder("avenant.consumer.lag.seconds")
                .description("For how long the oldest record of a partition that is not handled has been there")
                .register(meters);
    }

    /** Measures the partitions that this process reads; shows none where Kafka does not answer. */
    public synchronized void measure(Set<TopicPartition> assigned) {
        positions.retain(assigned);
        behind.keySet().retainAll(assigned);
        List<Lag> lags = List.of();
        try {
            lags = assigned.isEmpty() ? List.of() : lags(assigned);
        } catch (ExecutionException | TimeoutException away) {
            LOG.atDebug().setCause(away).log("The consumer lag is not known now");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        show(lags);
    }

    private List<Lag> lags(Set<TopicPartition> assigned)
            throws ExecutionException, InterruptedException, TimeoutException {
        Admin client = client();
        Map<TopicPartition, Position> known = known(client, assigned);
        Map<TopicPartition, Long> ends = offsets(client, known.keySet(), OffsetSpec.latest());
        Instant now = clock.instant();
        List<Lag> lags = new ArrayList<>();
        for (Map.Entry<TopicPartition, Position> position : known.entrySet()) {
            long end = ends.getOrDefault(position.getKey(), 0L);
            lags.add(lag(position.getKey(), position.getValue(), end, now));
        }
        return lags;
    }

    private Map<TopicPartition, Position> known(Admin client, Set<TopicPartition> assigned)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Position> known = new HashMap<>();
        Set<TopicPartition> unread = new HashSet<>();
        for (TopicPartition partition : assigned) {
            positions.of(partition).ifPresentOrElse(found -> known.put(partition, found), () -> unread.add(partition));
        }
        if (!unread.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> committed = client.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(unread)))
                    .partitionsToOffsetAndMetadata(group)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, Long> next = offsets(client, uncommitted(committed), OffsetSpec.earliest());
            committed.forEach((partition, offset) -> {
                if (offset != null) {
                    next.put(partition, offset.offset());
                }
            });
            next.forEach((partition, offset) -> known.put(partition, new Position(offset, Optional.empty())));
        }
        return known;
    }

    /** Where nothing was committed the group begins with what there is. */
    private static Set<TopicPartition> uncommitted(Map<TopicPartition, OffsetAndMetadata> committed) {
        return committed.keySet().stream()
                .filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toSet());
    }

    private static Map<TopicPartition, Long> offsets(Admin client, Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (partitions.isEmpty()) {
            return offsets;
        }
        client.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private Lag lag(TopicPartition partition, Position position, long end, Instant now) {
        long missing = Math.max(0, end - position.next());
        if (missing == 0) {
            behind.remove(partition);
            return new Lag(partition, 0, 0);
        }
        Behind since = behind.merge(
                partition,
                new Behind(position.next(), now),
                (before, found) -> before.next() == found.next() ? before : found);
        // A replayed record has the timestamp that it was published with first.
        Instant oldest = position.timestamp()
                .filter(timestamp -> !partition.topic().endsWith(replaySuffix))
                .map(Instant::ofEpochMilli)
                .orElse(since.seen());
        return new Lag(
                partition, missing, Math.max(0, Duration.between(oldest, now).toMillis() / 1000.0));
    }

    private void show(List<Lag> lags) {
        Map<Tags, List<Lag>> byTags = lags.stream().collect(Collectors.groupingBy(this::tags));
        records.register(
                byTags.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .mapToLong(Lag::records)
                                        .sum()))
                        .collect(Collectors.toList()),
                true);
        seconds.register(
                byTags.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .mapToDouble(Lag::seconds)
                                        .max()
                                        .orElse(0)))
                        .collect(Collectors.toList()),
                true);
    }

    private Tags tags(Lag lag) {
        int partition = lag.partition().partition();
        return Tags.of(
                "group",
                group,
                "topic",
                lag.partition().topic(),
                "partition",
                partition < MOST_PARTITIONS ? String.valueOf(partition) : "other");
    }

    private Admin client() {
        Admin current = admin;
        if (current == null) {
            current = admins.get();
            admin = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private record Lag(TopicPartition partition, long records, double seconds) {}

    /**
     * That there are records behind what was handled.
     *
     * @param next what was to be handled next
     * @param seen when that was seen first
     */
    private record Behind(long next, Instant seen) {}
}
