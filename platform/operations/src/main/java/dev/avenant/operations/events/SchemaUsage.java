package dev.avenant.operations.events;

import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * With which schemas the records that a topic retains were written. It is read on from where it stopped each time, so that
 * a topic that is too long for one time is read in several. Not for use by several threads.
 */
public final class SchemaUsage {

    /** So many ids in so many partitions are more than a topic has that anybody writes to on purpose. */
    private static final int MOST_USES = 10_000;

    private static final int MOST_SOURCES = 20;

    private final String topic;
    private final boolean isOfKeys;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Place, Tally> tallies = new HashMap<>();
    private Map<Integer, Long> begins = Map.of();
    private long remaining = Long.MAX_VALUE;
    private boolean isCut;

    /**
     * Reads nothing yet.
     *
     * @param isOfKeys whether the schemas of the keys are meant, rather than those of the values
     */
    public SchemaUsage(String topic, boolean isOfKeys) {
        this.topic = topic;
        this.isOfKeys = isOfKeys;
    }

    private record Place(int partition, String schemaId) {}

    /** What was counted of one schema in one partition. */
    private static final class Tally {
        private final SortedSet<String> sources = new TreeSet<>();
        private final long first;
        private long last;
        private long count;

        Tally(long first) {
            this.first = first;
        }
    }

    /**
     * The records of one partition that were written with one schema.
     *
     * @param schemaId the id or the GUID that they name; a dash for those that name none
     * @param count how many
     * @param isAtMost whether some of them may be gone since they were counted, so that there are at most so many
     * @param last the offset of the last one
     * @param sources who says that they published them ({@code ce_source}), in order, some of them
     */
    public record Use(int partition, String schemaId, long count, boolean isAtMost, long last, List<String> sources) {
        public Use {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Reads on.
     *
     * @param budget how long it may take
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void readOn(TopicReader reader, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        begins = reader.begins(topic);
        TopicCursor cursor = reader.from(topic, positions);
        cursor.positions().forEach(this::forgetIfNew);
        while (!cursor.isAtEnd() && System.nanoTime() < deadline) {
            cursor.next().forEach(this::count);
            positions.putAll(cursor.positions());
        }
        positions.putAll(cursor.positions());
        remaining = cursor.remaining();
        tallies.entrySet()
                .removeIf(entry -> entry.getValue().last
                        < begins.getOrDefault(entry.getKey().partition(), 0L));
    }

    /** A topic of which less is there than was read is another one of the same name. */
    private void forgetIfNew(int partition, long start) {
        if (start < positions.getOrDefault(partition, 0L)) {
            tallies.keySet().removeIf(place -> place.partition() == partition);
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.partition(), WireFormat.schemaIdOf(record, isOfKeys));
        Tally tally = tallies.get(place);
        if (tally == null) {
            if (tallies.size() == MOST_USES) {
                isCut = true;
                return;
            }
            tally = new Tally(record.offset());
            tallies.put(place, tally);
        }
        tally.count++;
        tally.last = record.offset();
        Header source = record.headers().lastHeader(CloudEventHeaders.SOURCE);
        if (source != null && source.value() != null && tally.sources.size() < MOST_SOURCES) {
            tally.sources.add(new String(source.value(), StandardCharsets.UTF_8));
        }
    }

    /** Whether all records were read that were there the last time, and each was counted. */
    public boolean isWhole() {
        return remaining == 0 && !isCut;
    }

    /** How many records were read and are retained; at most so many, since some may be gone since. */
    public long searched() {
        return tallies.values().stream().mapToLong(tally -> tally.count).sum();
    }

    /** How many records there are; while not all were read, gaps of compaction and transactions count too. */
    public long total() {
        return searched() + (remaining == Long.MAX_VALUE ? 0 : remaining);
    }

    /** What was counted, in the order of ids and partitions. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        tallies.forEach((place, tally) -> uses.add(new Use(
                place.partition(),
                place.schemaId(),
                tally.count,
                tally.first < begins.getOrDefault(place.partition(), 0L),
                tally.last,
                List.copyOf(tally.sources))));
        uses.sort(Comparator.comparing(Use::schemaId).thenComparingInt(Use::partition));
        return uses;
    }
}
