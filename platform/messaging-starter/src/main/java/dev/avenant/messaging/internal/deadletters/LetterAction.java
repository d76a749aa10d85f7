package dev.avenant.messaging.internal.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did with a dead letter.
 *
 * @param action {@code replay}, {@code edit} or {@code drop}
 * @param principal who, as the endpoint's security knows them; null when there is none
 * @param details the reason of a drop, what an edit wrote, or how many a replay took; null when there is nothing to say
 */
public record LetterAction(
        String action, @Nullable String principal, @Nullable String details, Instant at) {}
