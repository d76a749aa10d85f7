package dev.avenant.contracts.files;

import dev.avenant.finding.SourceLocation;

/** A {@code contracts.yaml} or {@code contracts.lock} that does not say what it must; the message names the place. */
public final class ContractsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceLocation location;
    private final String problem;
    private final String fix;

    public ContractsFileException(SourceLocation location, String problem, String fix) {
        super(location + ": " + problem + ". " + fix + ".");
        this.location = location;
        this.problem = problem;
        this.fix = fix;
    }

    /** Where it stands. */
    public SourceLocation location() {
        return location;
    }

    /** What was expected and found, without a full stop. */
    public String problem() {
        return problem;
    }

    /** What to do, without a full stop. */
    public String fix() {
        return fix;
    }
}
