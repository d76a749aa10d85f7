package dev.avenant.console.access;

/** What a grant lets people do; each role has what those before it have. */
public enum Role {
    /** Sees. */
    VIEWER,
    /** Replays, edits and drops dead letters too. */
    OPERATOR,
    /** Sees and does everything, personal data and the records of actions too. */
    ADMIN
}
