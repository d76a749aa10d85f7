package dev.avenant.operations.registry;

import dev.avenant.operations.events.SchemaUsage;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a version of a subject, as far as that is seen.
 *
 * @param id of its schema
 * @param places where records of it are retained, topic by topic
 * @param sources who says that they published these records, each once, in order
 * @param behind the consumer groups that have yet to read some of them, by name
 * @param users how many schemas refer to it
 * @param reasons why it may not be retired; none when nothing that is seen speaks against it
 */
public record VersionUse(
        int version,
        int id,
        List<Place> places,
        List<String> sources,
        List<Behind> behind,
        int users,
        List<Reason> reasons) {

    public VersionUse {
        places = List.copyOf(places);
        sources = List.copyOf(sources);
        behind = List.copyOf(behind);
        reasons = List.copyOf(reasons);
    }

    /**
     * Records of it in one partition.
     *
     * @param isAtMost whether some of them may be gone since they were counted
     * @param last the offset of the last one
     */
    public record Place(String topic, int partition, long records, boolean isAtMost, long last) {}

    /** A consumer group that has yet to read records of it in a topic. */
    public record Behind(String group, String topic) {
        /** The group as a page shows it. */
        public String shownGroup() {
            return Printable.of(group);
        }
    }

    /** Why a version may not be retired. */
    public enum Reason {
        /** It is the latest, which producers write. */
        LATEST,
        /** Records of it are retained. */
        RECORDS,
        /** Other schemas refer to it. */
        REFERENCED,
        /** Not all records were read. */
        NOT_ALL_READ,
        /** It is not known which topics it may be on, or none of them may be seen. */
        TOPIC_UNKNOWN,
        /** Kafka did not answer. */
        KAFKA_AWAY
    }

    /**
     * What Kafka has of a subject.
     *
     * @param uses the schemas of the records that are retained, by the topics that were looked at
     * @param committed what each group committed
     * @param isWhole whether all records were looked at
     * @param isAway whether Kafka did not answer
     */
    public record Seen(
            Map<String, List<SchemaUsage.Use>> uses,
            Map<String, Map<TopicPartition, Long>> committed,
            boolean isWhole,
            boolean isAway) {}

    /**
     * Who uses versions.
     *
     * @param versions the newest first
     * @param isType whether the subject is one of a type that no topic has by itself
     * @return in the same order
     */
    public static List<VersionUse> of(List<RegisteredVersion> versions, boolean isType, Seen seen) {
        List<VersionUse> uses = new ArrayList<>();
        for (RegisteredVersion version : versions) {
            uses.add(of(version, uses.isEmpty(), isType, seen));
        }
        return uses;
    }

    private static VersionUse of(RegisteredVersion version, boolean isLatest, boolean isType, Seen seen) {
        List<Place> places = new ArrayList<>();
        Set<String> sources = new TreeSet<>();
        List<Behind> behind = new ArrayList<>();
        seen.uses().forEach((topic, uses) -> {
            List<SchemaUsage.Use> own = uses.stream()
                    .filter(use -> version.names().contains(use.schemaId()))
                    .toList();
            own.forEach(use -> {
                places.add(new Place(topic, use.partition(), use.count(), use.isAtMost(), use.last()));
                sources.addAll(use.sources());
            });
            seen.committed().forEach((group, committed) -> {
                if (own.stream()
                        .anyMatch(use -> isBehind(committed.get(new TopicPartition(topic, use.partition())), use))) {
                    behind.add(new Behind(group, topic));
                }
            });
        });
        return new VersionUse(
                version.version(),
                version.id(),
                places,
                List.copyOf(sources),
                behind,
                version.users(),
                reasons(version, isLatest, isType, !places.isEmpty(), seen));
    }

    private static boolean isBehind(@Nullable Long committed, SchemaUsage.Use use) {
        return committed != null && committed <= use.last();
    }

    private static List<Reason> reasons(
            RegisteredVersion version, boolean isLatest, boolean isType, boolean hasRecords, Seen seen) {
        List<Reason> reasons = new ArrayList<>();
        if (isLatest) {
            reasons.add(Reason.LATEST);
        }
        if (hasRecords) {
            reasons.add(Reason.RECORDS);
        }
        if (version.users() > 0) {
            reasons.add(Reason.REFERENCED);
        }
        if (seen.isAway()) {
            reasons.add(Reason.KAFKA_AWAY);
        } else if (seen.uses().isEmpty() && !isType) {
            reasons.add(Reason.TOPIC_UNKNOWN);
        } else if (!seen.isWhole()) {
            reasons.add(Reason.NOT_ALL_READ);
        }
        return reasons;
    }

    /** How many records of it are retained. */
    public long records() {
        return places.stream().mapToLong(Place::records).sum();
    }

    /** Whether some of those may be gone since they were counted. */
    public boolean isAtMost() {
        return places.stream().anyMatch(Place::isAtMost);
    }

    /** Whether nothing that is seen speaks against retiring it. */
    public boolean isRetirable() {
        return reasons.isEmpty();
    }

    /** Who says that they published the records, in one line. */
    public String shownSources() {
        return Printable.of(String.join(", ", sources));
    }
}
