package dev.avenant.operations.topics;

import dev.avenant.text.Sentence;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Kafka says of one topic beside its records.
 *
 * @param settings those that are set for the topic itself, by name
 * @param groups the groups that have committed offsets of it, and how many records they have yet to read
 * @param missing what Kafka did not say, and why
 */
public record TopicState(
        List<Partition> partitions,
        SortedMap<String, String> settings,
        SortedMap<String, Long> groups,
        Map<Part, Sentence> missing) {

    public TopicState {
        partitions = List.copyOf(partitions);
        settings = new TreeMap<>(settings);
        groups = new TreeMap<>(groups);
        missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    }

    /** What is asked for by itself, so that it is missing alone when a broker is down or refuses it. */
    public enum Part {
        OFFSETS,
        SIZES,
        SETTINGS,
        GROUPS
    }

    /** Whether Kafka did not say that part. */
    public boolean isMissing(String part) {
        return missing.containsKey(Part.valueOf(part));
    }

    /**
     * A partition.
     *
     * @param begin the first offset; -1 when Kafka does not say
     * @param end the next offset; -1 when Kafka does not say
     * @param leader the broker's number; -1 when there is none
     * @param bytes how large it is on the leader's disk; -1 when it does not say
     * @param done how many offsets from the first one on every group is past that has committed offsets of the topic, so that
     *     none of them needs their records; -1 when there is no group, or it is not known
     */
    public record Partition(
            int number, long begin, long end, int leader, int replicas, int inSync, long bytes, long done) {

        /** How many offsets lie in it; at least as many as it has records. */
        public long records() {
            return end - begin;
        }

        /** Whether a replica is behind, or there is no leader. */
        public boolean isTroubled() {
            return inSync < replicas || leader < 0;
        }
    }
}
