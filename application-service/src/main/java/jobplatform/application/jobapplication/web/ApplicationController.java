package jobplatform.application.jobapplication.web;

import dev.avenant.service.AddressRateLimit;
import dev.avenant.service.ExpectedVersion;
import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.Refusal;
import dev.avenant.service.access.Authenticated;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import jobplatform.application.jobapplication.ApplicationCriteria;
import jobplatform.application.jobapplication.ApplicationStatus;
import jobplatform.application.jobapplication.JobApplication;
import jobplatform.application.jobapplication.JobApplications;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The applications, under {@code /api/applications} and, those of one job, under {@code /api/jobs/{jobId}/applications}. */
@RestController
@RequestMapping("/api")
@EnableConfigurationProperties(ApplicationProperties.class)
@Tag(name = "Applications")
class ApplicationController {

    private final JobApplications applications;
    private final AddressRateLimit limit;

    ApplicationController(JobApplications applications, ApplicationProperties properties) {
        this.applications = applications;
        this.limit = AddressRateLimit.perMinute(
                properties.perMinute(), "There were too many applications from this address; try again in a minute");
    }

    @PostMapping("/jobs/{jobId}/applications")
    @RolesAllowed("JOB_SEEKER")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Apply for a job")
    @Refusal(status = HttpStatus.CONFLICT, when = "The job is not open, or the applicant has applied already")
    @Refusal(status = HttpStatus.UNPROCESSABLE_CONTENT, when = "The applicant is no job seeker that is known")
    @Refusal(status = HttpStatus.TOO_MANY_REQUESTS, when = "There were too many applications from this address")
    ResponseEntity<ApplicationView> apply(
            @PathVariable UUID jobId,
            @Valid @RequestBody ApplicationBody body,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller) {
        limit.count(request.getRemoteAddr());
        JobApplication application = applications.apply(jobId, body.applicantFor(caller), body.coverLetter());
        return answer(ResponseEntity.created(URI.create("/api/applications/" + application.id())), application);
    }

    @GetMapping("/jobs/{jobId}/applications")
    @RolesAllowed("EMPLOYER")
    @Operation(summary = "List a job's applications, page by page, the newest first")
    PageOf<ApplicationView> listOfJob(
            @PathVariable UUID jobId,
            @RequestParam(required = false) @Nullable ApplicationStatus status,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal Caller caller) {
        return applications.listOfJob(jobId, caller, status, query).map(ApplicationView::of);
    }

    @GetMapping("/applications")
    @Authenticated
    @Operation(
            summary = "List the applications of whoever asks, page by page, the newest first",
            description = "Those that the caller sent, and those for the caller's jobs; for an administrator all.")
    PageOf<ApplicationView> list(
            @Valid @ParameterObject ApplicationCriteria criteria,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal Caller caller) {
        return applications.list(criteria, caller, query).map(ApplicationView::of);
    }

    @GetMapping("/applications/{id}")
    @Authenticated
    @Operation(summary = "Read an application")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "304", description = "It is still what If-None-Match names", content = @Content)
    ResponseEntity<ApplicationView> read(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return answer(ResponseEntity.ok(), applications.get(id, caller));
    }

    @PutMapping("/applications/{id}/status")
    @Authenticated
    @Operation(
            summary = "Shortlist, accept, reject or withdraw an application",
            description = "The applicant withdraws, the employer does the rest.")
    @Refusal(
            status = HttpStatus.CONFLICT,
            when = "It cannot come there from where it stands, or is no longer at that version")
    @Refusal(status = HttpStatus.PRECONDITION_FAILED, when = "It is no longer what If-Match names")
    ResponseEntity<ApplicationView> changeStatus(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody StatusBody body,
            @AuthenticationPrincipal Caller caller) {
        JobApplication application = applications.changeStatus(
                id, caller, body.status().status(), new ExpectedVersion("application", ifMatch, body.version()));
        return answer(ResponseEntity.ok(), application);
    }

    private static ResponseEntity<ApplicationView> answer(
            ResponseEntity.BodyBuilder answer, JobApplication application) {
        return answer.eTag(ExpectedVersion.tag(application.version())).body(ApplicationView.of(application));
    }
}
