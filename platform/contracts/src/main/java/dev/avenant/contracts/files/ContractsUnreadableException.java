package dev.avenant.contracts.files;

/** The contracts could not be read at all: no such folder, no such commit, a disk that fails. Nothing was judged. */
public sealed class ContractsUnreadableException extends RuntimeException permits GitCommand.NotInstalledException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found and what to do */
    public ContractsUnreadableException(String message) {
        super(message);
    }

    public ContractsUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
