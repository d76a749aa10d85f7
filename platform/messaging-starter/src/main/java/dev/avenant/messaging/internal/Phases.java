package dev.avenant.messaging.internal;

/** When the parts start, all before the web server does; they stop in the opposite order. */
public final class Phases {

    /** Tables and contracts: what everything else needs. */
    public static final int INITIALIZER = Integer.MAX_VALUE - 16_384;

    /** The relay, which is the last to stop so that it can send what the listeners still appended. */
    public static final int RELAY = INITIALIZER + 1;

    /** The listeners. */
    public static final int LISTENERS = INITIALIZER + 2;

    private Phases() {}
}
