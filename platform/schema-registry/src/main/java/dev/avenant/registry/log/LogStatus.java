package dev.avenant.registry.log;

/**
 * How the reading of the log goes.
 *
 * @param detail a sentence for whoever runs the registry: what is the matter, and what happens next
 */
public record LogStatus(State state, String detail) {

    /** What can be the matter with the reading of a log. */
    public enum State {
        /** It has not been read to its end yet, so answers would leave records out. */
        READING,
        /** All records are there, and new ones come. */
        READY,
        /** All records up to a while ago are there; the log itself cannot be reached, which is tried again. */
        UNREACHABLE,
        /** Nothing is read any more, and never will be. */
        STOPPED
    }

    /** Whether all is well. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Whether answers may be given from what was read, even if newer records are out of reach. */
    public boolean isServing() {
        return state == State.READY || state == State.UNREACHABLE;
    }
}
