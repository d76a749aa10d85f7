package dev.avenant.contracts.push;

/** A registry holds what an import does not have, so ids and versions cannot be given as they were. Nothing was written. */
public final class KeepIdsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found and what to do */
    KeepIdsRefusedException(String message) {
        super(message);
    }
}
