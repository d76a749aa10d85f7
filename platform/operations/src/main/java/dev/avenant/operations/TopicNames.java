package dev.avenant.operations;

import dev.avenant.messaging.api.DeadLetterTopic;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a topic is for, as far as its name says so. */
public final class TopicNames {
    private static final Pattern DEAD_LETTERS =
            Pattern.compile("(?:^|.*[._-])(?:dlt|dlq|dead[._-]?letters?)(?:[._-].*|$)", Pattern.CASE_INSENSITIVE);

    private TopicNames() {}

    /** Whether it holds dead letters: it has dlt, dlq or dead-letter in it, as a word of its own. */
    public static boolean isOfDeadLetters(String topic) {
        return DeadLetterTopic.isName(topic)
                || (DEAD_LETTERS.matcher(topic).matches() && !DeadLetterTopic.isReplayTopicName(topic));
    }

    /** Whether it holds records of other topics: dead letters, or those that are replayed. */
    public static boolean isOfCopies(String topic) {
        return isOfDeadLetters(topic) || DeadLetterTopic.isReplayTopicName(topic);
    }

    /** Whether it holds events, and neither copies of them nor what Kafka, a server or Kafka Streams keeps for itself. */
    public static boolean isOfEvents(String topic) {
        return !isOfCopies(topic)
                && !topic.startsWith("_")
                && Stream.of("-changelog", "-repartition").noneMatch(topic::endsWith);
    }
}
