package dev.avenant.operations.letters;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import java.util.Optional;

/** What the topics of dead letters say of who wrote to them. */
public final class DeadLetterTopics {
    private DeadLetterTopics() {}

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
