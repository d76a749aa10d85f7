package dev.avenant.operations.events;

import dev.avenant.messaging.api.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * @param header the name of a header that the record has
 * @param headerText what that header says; null for anything
 * @param offset the first offset to look at, in each partition that is looked at; null for all that there is
 * @param since the first time to look at, in milliseconds since the epoch; null for all that there is
 */
public record EventQuery(
        @Nullable Integer partition,
        boolean everyPartition,
        @Nullable String key,
        @Nullable String type,
        @Nullable String header,
        @Nullable String headerText,
        @Nullable Long offset,
        @Nullable Long since) {

    /** The newest of all partitions. */
    public static final EventQuery NEWEST = new EventQuery(null, false, null, null, null, null, null, null);

    /** Whether it looks for some records alone, so that others between them are passed over. */
    public boolean isFiltered() {
        return key != null || type != null || header != null;
    }

    /** The one partition to look at; null for all. */
    public @Nullable Integer partitionOf(int partitions) {
        return partition != null || key == null || everyPartition
                ? partition
                : Integer.valueOf(placeOf(key, partitions));
    }

    /** Where Kafka's producers put a key that is text, unless they were told otherwise. */
    private static int placeOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Whether a record is one of those. */
    public boolean matches(ConsumerRecord<byte[], byte[]> record) {
        return (key == null || Arrays.equals(key.getBytes(StandardCharsets.UTF_8), record.key()))
                && (type == null || isOfType(record, type))
                && (header == null || hasHeader(record, header));
    }

    private static boolean isOfType(ConsumerRecord<byte[], byte[]> record, String wanted) {
        Header found = record.headers().lastHeader(CloudEventHeaders.TYPE);
        String name = found == null || found.value() == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
        return name.equals(wanted) || name.endsWith("." + wanted);
    }

    private boolean hasHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        for (Header found : record.headers().headers(name)) {
            if (headerText == null || Arrays.equals(headerText.getBytes(StandardCharsets.UTF_8), found.value())) {
                return true;
            }
        }
        return false;
    }
}
