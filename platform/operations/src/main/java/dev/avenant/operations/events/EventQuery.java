package dev.avenant.operations.events;

import dev.avenant.messaging.api.CloudEventHeaders;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import dev.avenant.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a topic are looked for: those for which all holds that is said.
 *
 * @param partition in this partition alone; null for that of the key, or for all when there is none
 * @param everyPartition whether a key is looked for in all partitions, since its producer may place it elsewhere
 * @param key of the record as text
 * @param type the event's type as {@code ce_type} says it, with or without its namespace
 * @param headers all of which the record has
 * @param offset the first offset to look at, in each partition that is looked at; null for all that there is
 * @param since the first time to look at, in milliseconds since the epoch; null for all that there is
 * @param bound the offsets next to which the records are; null for the newest, or for all that there is
 * @param where an expression that holds for the record; null for any
 * @param correlation what the record belongs to; null for any
 */
public record EventQuery(
        @Nullable Integer partition,
        boolean everyPartition,
        @Nullable String key,
        @Nullable String type,
        List<HeaderMatch> headers,
        @Nullable Long offset,
        @Nullable Long since,
        @Nullable PageBound bound,
        @Nullable EventExpression where,
        @Nullable Correlation correlation) {

    /** The newest of all partitions. */
    public static final EventQuery NEWEST =
            new EventQuery(null, false, null, null, List.of(), null, null, null, null, null);

    public EventQuery {
        headers = List.copyOf(headers);
    }

    /** What belongs together, from a time on. */
    static EventQuery of(Correlation correlation, long since) {
        return new EventQuery(null, false, null, null, List.of(), null, since, null, null, correlation);
    }

    /** Whether it looks for some records alone, so that others between them are passed over. */
    public boolean isFiltered() {
        return key != null || type != null || !headers.isEmpty() || where != null || correlation != null;
    }

    /** Whether the records nearest to the end of what is looked at are meant, and not those from where it begins. */
    boolean isTowardsOlder() {
        return !isFiltered()
                && (bound == null ? offset == null && since == null : bound.side() == PageBound.Side.BEFORE);
    }

    /** The one partition to look at; null for all. */
    public @Nullable Integer partitionOf(int partitions) {
        return partition != null || key == null || everyPartition
                ? partition
                : Integer.valueOf(placeOf(key, partitions));
    }

    /**
     * The same, which must be one that the topic has.
     *
     * @throws OperationException if it is not
     */
    public @Nullable Integer requirePartitionOf(String topic, int partitions) {
        Integer only = partitionOf(partitions);
        if (only != null && (only < 0 || only >= partitions)) {
            throw OperationException.wrongRequest(noPartition(topic, partitions, only));
        }
        return only;
    }

    /** The sentence for a partition that a topic does not have. */
    public static Sentence noPartition(String topic, int partitions, int asked) {
        return OperationText.of(
                "event.no-partition", topic, partitions, String.valueOf(partitions - 1), String.valueOf(asked));
    }

    /** Where Kafka's producers put a key that is text, unless they were told otherwise. */
    private static int placeOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Whether a record is one of those, as far as that can be said without its value. */
    public boolean matchesWithoutValue(ConsumerRecord<byte[], byte[]> record) {
        return (key == null || Arrays.equals(key.getBytes(StandardCharsets.UTF_8), record.key()))
                && (type == null || isOfType(record, type))
                && headers.stream().allMatch(header -> header.holds(record))
                && (correlation == null || correlation.holds(record));
    }

    private static boolean isOfType(ConsumerRecord<byte[], byte[]> record, String wanted) {
        String name = typeOf(record);
        return name.equals(wanted) || name.endsWith("." + wanted);
    }

    /** The event's type as {@code ce_type} says it; empty when it says none. */
    static String typeOf(ConsumerRecord<byte[], byte[]> record) {
        Header found = record.headers().lastHeader(CloudEventHeaders.TYPE);
        return found == null || found.value() == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
    }
}
