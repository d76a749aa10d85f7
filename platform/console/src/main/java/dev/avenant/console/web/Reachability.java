package dev.avenant.console.web;

import org.jspecify.annotations.Nullable;

/**
 * Whether a server answered.
 *
 * @param reason why it did not; null when it did
 */
public record Reachability(@Nullable String reason) {

    static final Reachability ANSWERED = new Reachability(null);

    /** Whether it did not answer. */
    public boolean isAway() {
        return reason != null;
    }
}
