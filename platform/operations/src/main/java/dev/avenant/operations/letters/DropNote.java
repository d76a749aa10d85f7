package dev.avenant.operations.letters;

import dev.avenant.messaging.api.DropMarker;
import dev.avenant.text.Printable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a dead letter that was dropped.
 *
 * @param reason why it was
 * @param at when
 * @param by who did; null when nobody knows
 */
public record DropNote(String reason, Instant at, @Nullable String by) {

    /** Anybody who may write to the topic may write a marker as long as Kafka takes it. */
    private static final int LONGEST_TEXT = 2000;

    /** What a marker says, as it is shown: printable, and no longer than somebody reads. */
    public static DropNote of(DropMarker marker) {
        String by = marker.by();
        return new DropNote(
                Printable.shorten(marker.reason(), LONGEST_TEXT),
                marker.at(),
                by == null ? null : Printable.shorten(by, LONGEST_TEXT));
    }
}
