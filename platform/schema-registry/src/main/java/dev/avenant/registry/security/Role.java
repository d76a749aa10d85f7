package dev.avenant.registry.security;

/** What a principal may do with the subjects of a prefix. */
public enum Role {
    /** Read, look up, check. */
    READ,
    /** Register. */
    WRITE,
    /** Delete versions and subjects. */
    DELETE,
    /** Change configurations, modes, contexts and associations; and all the others. */
    ADMIN
}
