package dev.avenant.console.web;

import dev.avenant.console.topics.GroupLags.GroupLag;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.web.ClusterActivity.LetterCause;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * All that the first page shows.
 *
 * @param subjects how many; 0 while the registry is away
 * @param level the compatibility level of subjects that set none
 * @param allTopics every topic of the cluster; empty while Kafka is away
 * @param activity what is going on in it
 */
public record Overview(
        Reachability registry,
        String level,
        int subjects,
        Reachability kafka,
        List<TopicSummary> allTopics,
        ClusterActivity activity) {

    Overview with(ClusterActivity known) {
        return new Overview(registry, level, subjects, kafka, allTopics, known);
    }

    /** The topics that carry events. */
    public List<TopicSummary> getTopics() {
        return allTopics.stream()
                .filter(Predicate.not(TopicSummary::isInternal))
                .filter(Predicate.not(TopicSummary::isDeadLetterTopic))
                .filter(Predicate.not(TopicSummary::isReplayTopic))
                .toList();
    }

    /** The topics that carry what a consumer group dead-lettered. */
    public List<TopicSummary> getDeadLetterTopics() {
        return allTopics.stream().filter(TopicSummary::isDeadLetterTopic).toList();
    }

    /** How many messages lie in the dead-letter topics. */
    public long getDeadLetterCount() {
        return getDeadLetterTopics().stream().mapToLong(TopicSummary::records).sum();
    }

    /** How many partitions have no leader, or a replica that is behind. */
    public int getTroubledPartitions() {
        return allTopics.stream().mapToInt(TopicSummary::troubled).sum();
    }

    /** What comes to each of {@link #getTopics()}, in their order; none of those of which it is not known. */
    public List<TopicRow> getTopicRows() {
        return getTopics().stream()
                .map(topic -> new TopicRow(topic, activity.rates().get(topic.name())))
                .toList();
    }

    /** Another text when more than figures changed since, words beside them too, so that the page is to be drawn anew. */
    public String getShape() {
        return Integer.toHexString(Objects.hash(
                registry,
                kafka,
                level,
                subjects == 1,
                getDeadLetterCount() == 1,
                activity.brokers(),
                getTroubledPartitions(),
                activity.rates().isEmpty(),
                activity.groups().stream().map(GroupLag::name).toList(),
                activity.otherGroups(),
                activity.causes().stream().map(LetterCause::cause).toList(),
                activity.unreadLetters() == 0,
                activity.services(),
                activity.missing(),
                allTopics.stream()
                        .map(topic -> topic.name() + topic.partitions())
                        .toList()));
    }
}
