package jobplatform.application.jobapplication.web;

import jakarta.validation.constraints.NotNull;
import jobplatform.application.jobapplication.ApplicationStatus;
import org.jspecify.annotations.Nullable;

/**
 * The body that brings an application to another status.
 *
 * @param status where to
 * @param version the version that was read; null to change whatever is there
 */
record StatusBody(
        @NotNull(message = "must be given") Target status,
        @Nullable Long version) {

    /** Where a caller can bring an application. */
    enum Target {
        SHORTLISTED,
        ACCEPTED,
        REJECTED,
        WITHDRAWN;

        ApplicationStatus status() {
            return switch (this) {
                case SHORTLISTED -> ApplicationStatus.SHORTLISTED;
                case ACCEPTED -> ApplicationStatus.ACCEPTED;
                case REJECTED -> ApplicationStatus.REJECTED;
                case WITHDRAWN -> ApplicationStatus.WITHDRAWN;
            };
        }
    }
}
