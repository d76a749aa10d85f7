package dev.avenant.operations.letters;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which topics hold dead letters. */
public final class DeadLetterTopics {
    private static final Pattern NAME =
            Pattern.compile("(?:^|.*[._-])(?:dlt|dlq|dead[._-]?letters?)(?:[._-].*|$)", Pattern.CASE_INSENSITIVE);

    private DeadLetterTopics() {}

    /** Whether a topic of that name is one: it has dlt, dlq or dead-letter in it, as a word of its own. */
    public static boolean isName(String topic) {
        return DeadLetterTopic.isName(topic)
                || (NAME.matcher(topic).matches() && !DeadLetterTopic.isReplayTopicName(topic));
    }

    /** Who wrote the newest letters of a topic; empty when they do not say. */
    public static Optional<LetterDialect> dialect(TopicReader reader, String topic) {
        if (DeadLetterTopic.isName(topic)) {
            return Optional.of(LetterDialects.AVENANT);
        }
        return reader.newest(topic, 1).stream()
                .flatMap(record -> LetterDialects.of(record.headers()).stream())
                .findFirst();
    }
}
