package dev.avenant.console.api;

import dev.avenant.console.ShownText;
import org.jspecify.annotations.Nullable;

/**
 * Records of which it cannot be said whether an expression holds, of an answer to a program.
 *
 * @param count how many
 * @param partition of the first of them
 * @param offset of the first of them
 * @param reason why not, of the first of them, in English
 */
record Unevaluated(long count, int partition, long offset, String reason) {
    static @Nullable Unevaluated of(dev.avenant.operations.events.@Nullable Unevaluated some) {
        return some == null
                ? null
                : new Unevaluated(
                        some.count(),
                        some.partition(),
                        some.offset(),
                        ShownText.line(some.reason().toString()));
    }
}
