package jobplatform.jobservice.application.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import jobplatform.jobservice.application.Application;
import jobplatform.jobservice.application.JobApplications;
import jobplatform.jobservice.job.Viewer;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What is left here of the applications under {@code /api/jobs/{jobId}/applications}: application-service has them now. */
@RestController
@RequestMapping("/api/jobs/{jobId}/applications")
@Tag(name = "Applications")
class ApplicationController {

    private final JobApplications applications;
    private final URI applicationServiceUrl;

    ApplicationController(
            JobApplications applications, @Value("${jobplatform.application-service-url}") URI applicationServiceUrl) {
        this.applications = applications;
        this.applicationServiceUrl = applicationServiceUrl;
    }

    @PostMapping
    @PermitAll
    @Operation(
            summary = "Apply for a job, at application-service",
            description = "Answers 308 and where application-service takes the same request.",
            deprecated = true)
    @ApiResponse(responseCode = "308", description = "Send the same request to the address in Location")
    ResponseEntity<Void> apply(@PathVariable UUID jobId) {
        URI address = UriComponentsBuilder.fromUri(applicationServiceUrl)
                .path("/api/jobs/{jobId}/applications")
                .build(jobId);
        return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
                .location(address)
                .build();
    }

    @GetMapping
    @RolesAllowed("EMPLOYER")
    @Operation(
            summary = "List a job's applications, page by page",
            description = "Application-service lists them with what became of them.",
            deprecated = true)
    PageOf<Application> list(
            @PathVariable UUID jobId, @Valid @ParameterObject PageQuery query, @AuthenticationPrincipal Caller caller) {
        return applications.list(jobId, Viewer.of(caller), query);
    }
}
