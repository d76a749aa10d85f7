package dev.avenant.console.cluster;

/** The settings of the clusters cannot be meant, so that the console does not start. */
public final class UnusableClusterException extends RuntimeException {

    private final String action;

    /**
     * Says what is wrong.
     *
     * @param message the setting, with what was expected and found
     * @param action what to do about it
     */
    public UnusableClusterException(String message, String action) {
        super(message);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
