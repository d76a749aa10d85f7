package dev.avenant.messaging.internal.outbox;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shards to which the keys of a topic belong, by a hash that stays the same for ever. Their number never changes
 * either, so that no two processes can ever disagree on whose a key is.
 */
final class KeyShards {

    static final int COUNT = 16;

    /** An expression for the shard of a row. */
    static final String SQL = "get_byte(sha256(message_key), 0) % " + COUNT;

    private KeyShards() {}

    static Set<Integer> all() {
        return without(Set.of());
    }

    /** All but those. */
    static Set<Integer> without(Set<Integer> some) {
        return IntStream.range(0, COUNT)
                .boxed()
                .filter(shard -> !some.contains(shard))
                .collect(Collectors.toSet());
    }
}
