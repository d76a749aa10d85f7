package dev.avenant.console.contracts;

import dev.avenant.console.ShownText;
import java.util.List;

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
            return ShownText.line(group);
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
        return ShownText.line(String.join(", ", sources));
    }
}
