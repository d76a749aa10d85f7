package dev.avenant.registry.client.api;

/** Who is to carry out a {@link RuleSet}. */
public enum ExecutionEnvironment {
    /** Nobody. */
    NONE,
    /** Everybody who can. */
    ALL,
    /** The registry or the broker. */
    SERVER,
    /** A proxy between clients and brokers. */
    GATEWAY,
    /** The clients that write and read. */
    CLIENT
}
