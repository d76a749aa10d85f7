package jobplatform.jobservice.application.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import jobplatform.jobservice.application.Application;
import jobplatform.jobservice.application.JobApplications;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The applications under {@code /api/jobs/{jobId}/applications}. */
@RestController
@RequestMapping("/api/jobs/{jobId}/applications")
@Tag(name = "Applications")
class ApplicationController {

    private final JobApplications applications;

    ApplicationController(JobApplications applications) {
        this.applications = applications;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Apply for a job",
            description = "Answers 409 when the job is not open, or the applicant has applied already.")
    Application apply(@PathVariable UUID jobId, @Valid @RequestBody ApplicationBody body) {
        return applications.apply(jobId, body.applicantId(), body.coverLetter());
    }

    @GetMapping
    @Operation(summary = "List a job's applications, page by page")
    PageOf<Application> list(@PathVariable UUID jobId, @Valid @ParameterObject PageQuery query) {
        return applications.list(jobId, query);
    }
}
