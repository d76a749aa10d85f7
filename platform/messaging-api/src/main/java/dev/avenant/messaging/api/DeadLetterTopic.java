package dev.avenant.messaging.api;

/**
 * The topic {@code <topic>.<group>.dlt}, which keeps the records of a topic that a consumer group could not handle. The
 * replay topic {@code <topic>.<group>.replay} beside it hands them to the same group again.
 *
 * @param name the name of the dead-letter topic
 */
public record DeadLetterTopic(String name) {

    private static final String SUFFIX = ".dlt";
    private static final String REPLAY_SUFFIX = ".replay";

    /** @throws IllegalArgumentException if the name does not end as one of a dead-letter topic does */
    public DeadLetterTopic {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "Expected the name of a dead-letter topic, <topic>.<group>.dlt, but found \"" + name + "\"");
        }
    }

    /** The dead-letter topic of a consumer group for a topic. */
    public static DeadLetterTopic of(String topic, String group) {
        return new DeadLetterTopic(topic + "." + group + SUFFIX);
    }

    /** Whether a topic of that name is a dead-letter topic. */
    public static boolean isName(String topic) {
        return isSuffixed(topic, SUFFIX);
    }

    /** Whether a topic of that name is the replay topic beside a dead-letter topic. */
    public static boolean isReplayTopicName(String topic) {
        return isSuffixed(topic, REPLAY_SUFFIX);
    }

    /** The name of the topic whose records the same group handles again. */
    public String replayTopic() {
        return name.substring(0, name.length() - SUFFIX.length()) + REPLAY_SUFFIX;
    }

    private static boolean isSuffixed(String topic, String suffix) {
        return topic.endsWith(suffix) && topic.length() > suffix.length();
    }

    @Override
    public String toString() {
        return name;
    }
}
