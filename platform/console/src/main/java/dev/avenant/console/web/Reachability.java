package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server answered.
 *
 * @param state what to call it when it did not, in a word; null when it did
 * @param said why it did not; null when it did
 */
public record Reachability(@Nullable String state, @Nullable Sentence said) {

    /** It did. */
    public static final Reachability ANSWERED = new Reachability(null, null);

    /** It did not. */
    public static Reachability away(RuntimeException why) {
        return new Reachability("away", Messages.of(why));
    }

    /** It did, and refused access. */
    public static Reachability refused(RuntimeException why) {
        return new Reachability("refused", Messages.of(why));
    }

    /** Why it did not, in English; null when it did. */
    public @Nullable String reason() {
        return said == null ? null : said.toString();
    }

    /** Whether it did not answer, or not to the console. */
    public boolean isAway() {
        return state != null;
    }
}
