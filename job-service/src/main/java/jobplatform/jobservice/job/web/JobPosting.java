package jobplatform.jobservice.job.web;

import dev.avenant.service.SingleLine;
import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import jobplatform.jobservice.job.EmploymentType;
import jobplatform.jobservice.job.Offer;
import jobplatform.jobservice.job.Poster;
import org.jspecify.annotations.Nullable;

/** The body that posts a job. */
record JobPosting(
        @Nullable UUID employerId,
        @Nullable UUID companyId,

        @NotNull(message = "must be given") @SingleLine @Size(max = 200, message = "must have at most 200 characters")
        String title,

        @NotBlank(message = "must be given") @Size(max = 20_000, message = "must have at most 20000 characters")
        String description,

        @NotNull(message = "must be given") EmploymentType employmentType,

        @SingleLine @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String location,

        @Valid @Nullable SalaryBody salary,

        @Size(max = 50, message = "must have at most 50 entries") @Nullable
        List<
                        @NotNull(message = "must be given") @SingleLine
                        @Size(max = 100, message = "must have at most 100 characters") String>
                skills,

        @Nullable Boolean remote,
        @Nullable Boolean draft) {

    /**
     * Who posts the job, when that caller sends this.
     *
     * @throws ForbiddenException if it is somebody else
     */
    Poster posterFor(Caller caller) {
        if (!caller.isAdministrator() && employerId != null && !employerId.equals(caller.id())) {
            throw new ForbiddenException(
                    "employerId must be left out or be that of whoever has signed in, " + caller.id());
        }
        boolean isNamed = employerId != null || (companyId != null && caller.isAdministrator());
        return new Poster(companyId, isNamed ? employerId : caller.id());
    }

    Offer offer() {
        return new Offer(
                title,
                description,
                employmentType,
                location,
                SalaryBody.toSalary(salary),
                skills == null ? List.of() : skills,
                Boolean.TRUE.equals(remote));
    }

    boolean isDraft() {
        return Boolean.TRUE.equals(draft);
    }
}
