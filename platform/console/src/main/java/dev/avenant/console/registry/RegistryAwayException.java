package dev.avenant.console.registry;

import dev.avenant.console.Messages;
import dev.avenant.console.TranslatedException;

/** The registry did not answer, or refused; the page says so and the next request tries again. */
public final class RegistryAwayException extends TranslatedException {

    RegistryAwayException(String message, Throwable cause) {
        super(Messages.of("problem.registry-away", message), cause);
    }
}
