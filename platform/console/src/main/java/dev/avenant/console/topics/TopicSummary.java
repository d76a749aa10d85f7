package dev.avenant.console.topics;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.TopicNames;

/**
 * One topic as the overview shows it.
 *
 * @param replicas of each partition
 * @param records how many offsets lie between the ends of its partitions; compaction and transaction markers leave gaps,
 *     so it is at least the number of records; without partitions that have no leader
 * @param troubled how many partitions have no leader, or a replica that is behind
 * @param leaderless how many have no leader, so that nobody reads them
 */
public record TopicSummary(String name, int partitions, int replicas, long records, int troubled, int leaderless) {

    /** Whether bad messages of a consumer group are kept here, by the name. */
    public boolean isDeadLetterTopic() {
        return TopicNames.isOfDeadLetters(name);
    }

    /** Whether replayed messages of a consumer group pass through here. */
    public boolean isReplayTopic() {
        return DeadLetterTopic.isReplayTopicName(name);
    }

    /** Whether Kafka or the registry keeps its own state here. */
    public boolean isInternal() {
        return name.startsWith("_");
    }
}
