package dev.avenant.console.topics;

/**
 * One topic as the overview shows it.
 *
 * @param records how many offsets lie between the ends of its partitions; compaction and transaction markers leave gaps,
 *     so it is at least the number of records
 */
public record TopicSummary(String name, int partitions, long records) {

    private static final String DEAD_LETTER_SUFFIX = ".dlt";
    private static final String REPLAY_SUFFIX = ".replay";

    /** Whether bad messages of a consumer group are kept here. */
    public boolean isDeadLetterTopic() {
        return name.endsWith(DEAD_LETTER_SUFFIX);
    }

    /** Whether replayed messages of a consumer group pass through here. */
    public boolean isReplayTopic() {
        return name.endsWith(REPLAY_SUFFIX);
    }

    /** Whether Kafka or the registry keeps its own state here. */
    public boolean isInternal() {
        return name.startsWith("_");
    }
}
