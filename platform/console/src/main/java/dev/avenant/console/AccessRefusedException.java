package dev.avenant.console;

import dev.avenant.text.Sentence;

/** The registry or Kafka does not take the console's credentials; trying again does not help. */
public final class AccessRefusedException extends TranslatedException {

    /** @param settings the prefix of the console's settings to look at */
    public AccessRefusedException(Sentence said, String settings, Throwable cause) {
        super(Messages.of("problem.check-settings", said, settings), cause);
    }
}
