package dev.avenant.contracts.files;

import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Sentence;

/** A {@code contracts.yaml} or {@code contracts.lock} that does not say what it must; the message names the place. */
public final class ContractsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceLocation location;
    private final transient Sentence said;
    private final transient Sentence advised;

    private ContractsFileException(SourceLocation location, Sentence said, Sentence advised) {
        super(whole(location, said, advised).toString());
        this.location = location;
        this.said = said;
        this.advised = advised;
    }

    /**
     * A fault.
     *
     * @param key of what was expected and found among {@link ContractText}; what to do has {@code .fix} behind it
     */
    public static ContractsFileException of(SourceLocation location, String key, Object... arguments) {
        return new ContractsFileException(
                location, ContractText.of(key, arguments), ContractText.of(key + ".fix", arguments));
    }

    /**
     * A value that is not what it should be.
     *
     * @param key of what was expected among {@link ContractText}; what to do has {@code .fix} behind it
     * @param found what is there instead, a text or a sentence
     */
    public static ContractsFileException expected(
            SourceLocation location, String key, Object found, Object... arguments) {
        return new ContractsFileException(
                location,
                ContractText.of("file.expected", ContractText.of(key, arguments), found),
                ContractText.of(key + ".fix", arguments));
    }

    private static Sentence whole(SourceLocation location, Sentence said, Sentence advised) {
        return ContractText.of("file.fault", location.toString(), said, advised);
    }

    /** All of it with the place, as the message is. */
    public Sentence whole() {
        return whole(location, said, advised);
    }

    /** Where it stands. */
    public SourceLocation location() {
        return location;
    }

    /** What was expected and found, without a full stop. */
    public Sentence said() {
        return said;
    }

    /** What to do, without a full stop. */
    public String fix() {
        return advised.toString();
    }
}
