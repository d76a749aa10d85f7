package dev.avenant.console.audit;

/** An action could not be recorded where it must be, so it was not begun. */
public final class AuditUnavailableException extends RuntimeException {

    AuditUnavailableException(String topic, String why) {
        super("The audit record could not be written to the topic " + topic + ", so nothing was done: " + why);
    }
}
