package jobplatform.application.jobapplication;

import java.util.UUID;
import java.util.stream.Collectors;

/** An application cannot come to a status from where it stands; the message is for the caller. */
public final class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IllegalTransitionException(UUID id, ApplicationStatus status, ApplicationStatus next) {
        super("The application " + id + " is " + status + " and cannot become " + next + "; it can become "
                + possible(status));
    }

    private static String possible(ApplicationStatus status) {
        return status.next().isEmpty()
                ? "nothing else any more"
                : status.next().stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
