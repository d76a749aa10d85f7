package jobplatform.application.jobapplication.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body that applies for a job. */
record ApplicationBody(
        @NotNull(message = "must be given") UUID applicantId,

        @Size(max = 20_000, message = "must have at most 20000 characters") @Nullable
        String coverLetter) {}
