package dev.avenant.console;

import dev.avenant.text.Sentence;
import org.jspecify.annotations.Nullable;

/** What cannot be done, for a reason that pages say in the language of whoever asked; the message says it in English. */
public abstract class TranslatedException extends RuntimeException {

    private final transient Sentence said;

    protected TranslatedException(Sentence said, @Nullable Throwable cause) {
        super(said.toString(), cause);
        this.said = said;
    }

    /** The reason, without a full stop at the end. */
    final Sentence said() {
        return said;
    }
}
