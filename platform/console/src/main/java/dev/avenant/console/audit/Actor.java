package dev.avenant.console.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whom a request is from, as far as the console knows.
 *
 * @param name as they signed in; that of nobody in particular where nobody signs in
 * @param address from where the request came
 * @param channel {@code page} or {@code api}
 * @param cluster what the request was about; null where the console looks at one cluster alone
 */
public record Actor(
        String name,
        String address,
        String channel,
        @Nullable String cluster) {

    /** What a console calls people where nobody signs in. */
    public static final String ANYBODY = "console user";

    /** The same request of somebody else. */
    public Actor named(String other) {
        return new Actor(other, address, channel, cluster);
    }

    /** In a few words. */
    public String text() {
        return name + " at " + address;
    }
}
