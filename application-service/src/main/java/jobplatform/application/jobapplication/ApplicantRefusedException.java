package jobplatform.application.jobapplication;

import java.util.UUID;
import jobplatform.application.readmodel.UserStanding;

/** The applicant is nobody who may apply; the message is for the caller. */
public final class ApplicantRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApplicantRefusedException(UUID applicantId, UserStanding standing) {
        super(
                switch (standing) {
                    case UNKNOWN ->
                        "is no user: " + applicantId + "; one who just registered is known here moments later";
                    case OTHER -> "is no job seeker";
                    case GONE -> "belongs to an account that was deleted";
                    case JOB_SEEKER -> "may apply";
                });
    }
}
