package dev.avenant.operations.events;

import dev.avenant.text.Sentence;

/**
 * Records of which it cannot be said whether an expression holds; they count as those for which it does not.
 *
 * @param count how many
 * @param partition of the first of them
 * @param offset of the first of them
 * @param reason why not, of the first of them
 */
public record Unevaluated(long count, int partition, long offset, Sentence reason) {
    Unevaluated andOne() {
        return new Unevaluated(count + 1, partition, offset, reason);
    }
}
