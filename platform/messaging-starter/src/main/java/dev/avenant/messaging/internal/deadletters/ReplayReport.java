package dev.avenant.messaging.internal.deadletters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay does or would do.
 *
 * @param letters how many letters were chosen
 * @param replayed how many of them lie on the replay topic
 * @param skipped how many were not sent: they were handled or dropped, or failed again, before it was their turn, or are gone
 *     from the dead-letter topic, where another letter may lie in their place
 * @param running whether it goes on, in whichever process of the group
 * @param failure what holds it up now, so that it tries again; null when nothing does
 * @param chosen the letters of a dry run; otherwise empty
 */
public record ReplayReport(
        int letters,
        int replayed,
        int skipped,
        boolean running,
        @Nullable String failure,
        List<LetterView> chosen) {}
