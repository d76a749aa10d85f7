package dev.avenant.messaging.internal.deadletters;

import java.time.Instant;
import java.util.UUID;

/** Rows of dead letters in partition 0. */
final class TestRows {

    private TestRows() {}

    /** Of a record of that topic whose letter lies at that offset. */
    static LetterRow row(UUID id, String topic, long letterOffset, int attempts, Instant failedAt) {
        return new LetterRow(
                id, topic, 0, 77, 0, letterOffset, null, "HANDLER_REFUSED", "no stock", attempts, failedAt);
    }
}
