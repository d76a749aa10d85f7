package dev.avenant.console.topics;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.KafkaTimeoutException;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.PartitionLag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far behind all groups are, and where that is going, read afresh at each call. Who may not see all topics sees the groups that
 * have something of those that they see, and of each the lag of these. Throws {@link KafkaAwayException}; nobody retries.
 */
@PerCluster
public class GroupLags {

    /** How long a look reads records to see how old they are. */
    private static final Duration BUDGET = Duration.ofMillis(500);

    private final KafkaConnection kafka;
    private final Access access;
    private final LagHistory history = new LagHistory();
    private final Clock clock = Clock.systemUTC();

    private final WrittenTimes times = new WrittenTimes(Ticker.systemTicker());

    GroupLags(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /**
     * A group.
     *
     * @param records how many are left to it
     * @param behindSeconds the age of the oldest record that is left; null when there is none, or it is not known
     * @param isPartlyTimed whether there may be an older one, since not all were read
     * @param line how many were left when somebody looked, the oldest first, with the marks that end transactions
     */
    public record GroupLag(
            String name,
            long records,
            @Nullable Long behindSeconds,
            boolean isPartlyTimed,
            LagTrend trend,
            List<Long> line) {}

    /**
     * The groups that are furthest behind.
     *
     * @param groups by name
     * @param others how many there are beside them
     */
    public record Furthest(List<GroupLag> groups, int others) {}

    /** The groups that are furthest behind, and as many at most. */
    public Furthest furthest(int most) {
        Permissions mine = access.mine();
        Map<String, List<PartitionLag>> all = read();
        Instant now = clock.instant();
        history.add(now, byTopic(all));
        Map<String, List<PartitionLag>> seen = new HashMap<>();
        all.forEach((name, lags) -> {
            List<PartitionLag> own = lags.stream()
                    .filter(lag -> mine.seesTopic(lag.partition().topic()))
                    .toList();
            if (!own.isEmpty() || mine.seesAllTopics()) {
                seen.put(name, own);
            }
        });
        List<String> furthest = seen.keySet().stream()
                .sorted(Comparator.comparingLong((String name) -> -sum(seen.getOrDefault(name, List.of())))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .sorted()
                .toList();
        try (Ages ages = new Ages()) {
            return new Furthest(
                    furthest.stream()
                            .map(name -> group(name, seen.getOrDefault(name, List.of()), mine, now, ages))
                            .toList(),
                    seen.size() - furthest.size());
        }
    }

    private Map<String, List<PartitionLag>> read() {
        try (Admin admin = kafka.admin()) {
            return PartitionLag.of(new GroupOffsets(admin, kafka));
        }
    }

    private static Map<String, Map<String, Long>> byTopic(Map<String, List<PartitionLag>> all) {
        Map<String, Map<String, Long>> lags = new HashMap<>();
        all.forEach((name, partitions) -> {
            Map<String, Long> own = new HashMap<>();
            partitions.stream()
                    .filter(lag -> lag.records() > 0)
                    .forEach(lag -> own.merge(lag.partition().topic(), lag.records(), Long::sum));
            lags.put(name, own);
        });
        return lags;
    }

    private static long sum(List<PartitionLag> lags) {
        return lags.stream().mapToLong(PartitionLag::records).sum();
    }

    private GroupLag group(String name, List<PartitionLag> lags, Permissions mine, Instant now, Ages ages) {
        long records = 0;
        long oldest = Long.MAX_VALUE;
        boolean isPartlyTimed = false;
        for (PartitionLag lag : lags) {
            First first = lag.records() == 0
                    ? First.NONE
                    : lag.first() == null ? First.UNKNOWN : ages.of(lag.partition(), lag.first());
            // What is left may be the mark that ends a transaction, which is no record.
            records += first.isNone() ? 0 : lag.records();
            isPartlyTimed |= !first.isNone() && first.written() == null;
            oldest = first.written() == null ? oldest : Math.min(oldest, first.written());
        }
        boolean isTimed = oldest != Long.MAX_VALUE;
        // What was left before is known with the marks, so only with them the one can be compared with the other.
        long counted = sum(lags);
        return new GroupLag(
                name,
                records,
                isTimed ? Math.max(0, (now.toEpochMilli() - oldest) / 1000) : null,
                isTimed && isPartlyTimed,
                records == 0 ? LagTrend.CAUGHT_UP : history.trend(name, mine::seesTopic, now, counted),
                history.line(name, mine::seesTopic, counted));
    }

    /**
     * The first record that is left.
     *
     * @param isNone whether there is none
     * @param written when it was written; null when there is none, or it was not read
     */
    private record First(boolean isNone, @Nullable Long written) {
        static final First NONE = new First(true, null);
        static final First UNKNOWN = new First(false, null);
    }

    /** Reads when records were written, while there is time and Kafka answers; opens a client when it needs one. */
    private final class Ages implements AutoCloseable {
        private final List<TopicReader> opened = new ArrayList<>();
        private long deadline = System.nanoTime() + BUDGET.toNanos();

        First of(TopicPartition partition, long offset) {
            Long known = times.of(partition, offset);
            if (known != null) {
                return new First(false, known);
            }
            if (System.nanoTime() >= deadline) {
                return First.UNKNOWN;
            }
            try {
                Optional<Long> read =
                        kafka.ask(() -> reader().firstFrom(partition.topic(), partition.partition(), offset)
                                .map(record -> record.timestamp()));
                read.ifPresent(time -> times.put(partition, offset, time));
                return read.map(time -> new First(false, time)).orElse(First.NONE);
            } catch (TopicNotFoundException gone) {
                return First.NONE;
            } catch (KafkaTimeoutException | KafkaAwayException late) {
                deadline = System.nanoTime();
                return First.UNKNOWN;
            }
        }

        private TopicReader reader() {
            if (opened.isEmpty()) {
                opened.add(kafka.reader());
            }
            return opened.get(0);
        }

        @Override
        public void close() {
            opened.forEach(TopicReader::close);
        }
    }
}
