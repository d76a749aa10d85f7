package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterGroup;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Letters of one topic, cause, consumer group and schema on one line of a page. */
public record LetterGroupRow(LetterGroup letters) {

    public String topic() {
        return letters.topic();
    }

    /** The address of the page of their topic. */
    public String topicAddress() {
        return TopicAddress.ofLetters(letters.topic());
    }

    /** The address of the page that lists them. */
    public String address() {
        return topicAddress() + "?" + LetterQuery.of(letters.cause(), letters.group(), letters.schemaId());
    }

    public @Nullable String cause() {
        return ShownText.lineOrNull(letters.cause());
    }

    public @Nullable String group() {
        return ShownText.lineOrNull(letters.group());
    }

    public @Nullable Integer schemaId() {
        return letters.schemaId() == LetterFacts.NO_SCHEMA ? null : letters.schemaId();
    }

    public int open() {
        return letters.open();
    }

    public int replayed() {
        return letters.count(LetterState.REPLAYED);
    }

    public int resolved() {
        return letters.count(LetterState.RESOLVED);
    }

    public int dropped() {
        return letters.count(LetterState.DROPPED);
    }

    public Instant newest() {
        return letters.newest();
    }
}
