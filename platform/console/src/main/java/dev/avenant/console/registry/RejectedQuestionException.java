package dev.avenant.console.registry;

import dev.avenant.console.Messages;
import dev.avenant.console.TranslatedException;

/** The registry does not take what it was asked, such as a name that no subject may have; the message is its answer. */
public final class RejectedQuestionException extends TranslatedException {

    RejectedQuestionException(String message, Throwable cause) {
        super(Messages.of("problem.registry-rejected", message), cause);
    }
}
