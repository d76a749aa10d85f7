package dev.avenant.console.events;

/** As many topics are followed as may be. */
public final class TooManyTailsException extends RuntimeException {

    private final int most;

    TooManyTailsException(int most) {
        super("At most " + most + " topics are followed at once");
        this.most = most;
    }

    public int most() {
        return most;
    }
}
