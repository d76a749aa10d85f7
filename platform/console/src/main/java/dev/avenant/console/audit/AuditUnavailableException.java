package dev.avenant.console.audit;

import dev.avenant.console.Messages;
import dev.avenant.console.TranslatedException;

/** An action could not be recorded where it must be, so it was not begun. */
public final class AuditUnavailableException extends TranslatedException {

    AuditUnavailableException(String topic, String why) {
        super(Messages.of("problem.audit-away", topic, why), null);
    }
}
