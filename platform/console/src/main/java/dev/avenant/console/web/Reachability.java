package dev.avenant.console.web;

import org.jspecify.annotations.Nullable;

/**
 * Whether a server answered.
 *
 * @param state what to call it when it did not, in a word; null when it did
 * @param reason why it did not; null when it did
 */
public record Reachability(@Nullable String state, @Nullable String reason) {

    /** It did. */
    public static final Reachability ANSWERED = new Reachability(null, null);

    /** It did not. */
    public static Reachability away(RuntimeException why) {
        return new Reachability("away", why.getMessage());
    }

    /** It did, and refused access. */
    public static Reachability refused(RuntimeException why) {
        return new Reachability("refused", why.getMessage());
    }

    /** Whether it did not answer, or not to the console. */
    public boolean isAway() {
        return state != null;
    }
}
