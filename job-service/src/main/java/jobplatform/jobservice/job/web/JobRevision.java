package jobplatform.jobservice.job.web;

import dev.avenant.service.SingleLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import jobplatform.jobservice.job.EmploymentType;
import jobplatform.jobservice.job.Offer;
import org.jspecify.annotations.Nullable;

/** The body that replaces what a job offers. */
record JobRevision(
        @NotNull(message = "must be given: the version that was read")
        Long version,

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

        @Nullable Boolean remote) {

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
}
