package jobplatform.application.jobapplication.web;

import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body that applies for a job. */
record ApplicationBody(
        @Nullable UUID applicantId,

        @Size(max = 20_000, message = "must have at most 20000 characters") @Nullable
        String coverLetter) {

    /**
     * Who applies, when that caller sends this.
     *
     * @throws ForbiddenException if it is somebody else
     */
    UUID applicantFor(Caller caller) {
        if (applicantId != null && !caller.mayActFor(applicantId)) {
            throw new ForbiddenException(
                    "applicantId must be left out or be that of whoever has signed in, " + caller.id());
        }
        return applicantId == null ? caller.id() : applicantId;
    }
}
