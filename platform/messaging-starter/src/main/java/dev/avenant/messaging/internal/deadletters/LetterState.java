package dev.avenant.messaging.internal.deadletters;

import java.util.Locale;

/** What became of a record that could not be handled. */
enum LetterState {
    /** It failed, and nobody has done anything about it. */
    OPEN,
    /** It waits, untried, behind an earlier one of its key. */
    PARKED,
    /** Its newest letter lies on the replay topic. */
    REPLAYED,
    /** It was handled after all. */
    RESOLVED,
    /** Somebody decided that it never will be. */
    DROPPED;

    /** As it stands in the database and in answers. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the record of a letter in that state may still be handled. */
    static boolean isWaiting(String text) {
        return !text.equals(RESOLVED.text()) && !text.equals(DROPPED.text());
    }
}
