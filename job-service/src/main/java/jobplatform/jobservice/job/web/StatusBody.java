package jobplatform.jobservice.job.web;

import jakarta.validation.constraints.NotNull;

/** The body that opens or closes a job. */
record StatusBody(@NotNull(message = "must be given") Target status) {

    /** Where a caller can bring a job. */
    enum Target {
        OPEN,
        CLOSED
    }
}
