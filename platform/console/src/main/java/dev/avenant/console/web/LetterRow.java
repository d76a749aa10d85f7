package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A letter on one line of a page. */
public record LetterRow(String topic, IndexedLetter letter) {

    /** The address of its page. */
    public String address() {
        return TopicAddress.ofLetters(topic) + "/" + letter.facts().partition() + "/"
                + letter.facts().offset();
    }

    public String place() {
        return letter.facts().place();
    }

    /** Why it failed, in a word; null when it does not say. */
    public @Nullable String cause() {
        return ShownText.lineOrNull(letter.facts().cause());
    }

    public String state() {
        return letter.state().name().toLowerCase(Locale.ROOT);
    }

    public boolean isNewest() {
        return letter.isNewest();
    }

    public int attempt() {
        return letter.facts().attempt();
    }

    public Instant failedAt() {
        return letter.facts().failedAt();
    }

    public @Nullable String key() {
        return ShownText.lineOrNull(letter.facts().key());
    }

    public @Nullable String group() {
        return ShownText.lineOrNull(letter.facts().group());
    }

    /** The id that the value begins with; null when it begins otherwise. */
    public @Nullable Integer schemaId() {
        int id = letter.facts().schemaId();
        return id == LetterFacts.NO_SCHEMA ? null : id;
    }
}
