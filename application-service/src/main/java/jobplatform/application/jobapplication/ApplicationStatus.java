package jobplatform.application.jobapplication;

import java.util.List;

/** Where an application stands. */
public enum ApplicationStatus {
    /** It arrived. */
    RECEIVED,
    /** The employer looks at it more closely. */
    SHORTLISTED,
    /** The employer takes the applicant. */
    ACCEPTED,
    /** The employer does not take the applicant. */
    REJECTED,
    /** The applicant wants the job no more. */
    WITHDRAWN;

    /** Where it can come to from here; of an application that is decided, nowhere. */
    List<ApplicationStatus> next() {
        return switch (this) {
            case RECEIVED -> List.of(SHORTLISTED, REJECTED, WITHDRAWN);
            case SHORTLISTED -> List.of(ACCEPTED, REJECTED, WITHDRAWN);
            case ACCEPTED, REJECTED, WITHDRAWN -> List.of();
        };
    }
}
