package dev.avenant.console.access;

/** The settings that say who may use the console cannot be meant, or would let anybody in; the console does not start. */
public final class UnusableAccessException extends RuntimeException {

    private final String remedy;

    /**
     * What is wrong.
     *
     * @param problem which setting, what was expected and what was found
     * @param remedy what to set instead
     */
    UnusableAccessException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
