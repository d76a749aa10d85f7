package dev.avenant.messaging.api.dialect;

/** What became of the record of a dead letter, as far as Kafka knows it. */
public enum LetterState {
    /** It failed, and nobody has done anything about it. */
    OPEN,

    /** Its newest letter was replayed. */
    REPLAYED,

    /** It was replayed, the group read it and committed, and it did not fail again. */
    RESOLVED,

    /** Somebody decided that it never will be handled. */
    DROPPED
}
