package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.LetterState;

/**
 * A letter of a {@link LetterIndex}, and what became of its record.
 *
 * @param isNewest whether no later letter says that the same record failed
 */
public record IndexedLetter(LetterFacts facts, LetterState state, boolean isNewest) {}
