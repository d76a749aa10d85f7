package jobplatform.jobservice.job.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.Refusal;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import jobplatform.jobservice.job.Job;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.jobservice.job.JobCriteria;
import jobplatform.jobservice.job.Viewer;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The jobs under {@code /api/jobs}. */
@RestController
@RequestMapping("/api/jobs")
@Tag(name = "Jobs")
class JobController {

    private static final String EMPLOYER = "EMPLOYER";

    private final JobBoard jobs;

    JobController(JobBoard jobs) {
        this.jobs = jobs;
    }

    @PostMapping
    @RolesAllowed(EMPLOYER)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Post a job",
            description =
                    "For the company of the employer who asks; an administrator says for which. It is open at once unless it"
                            + " is a draft.")
    @Refusal(status = HttpStatus.UNPROCESSABLE_CONTENT, when = "No such employer or company, or one that is gone")
    ResponseEntity<JobView> post(@Valid @RequestBody JobPosting posting, @AuthenticationPrincipal Caller caller) {
        Job job = jobs.post(posting.posterFor(caller), Viewer.of(caller), posting.offer(), posting.isDraft());
        return ResponseEntity.created(URI.create("/api/jobs/" + job.id())).body(JobView.of(job));
    }

    @GetMapping
    @PermitAll
    @Operation(
            summary = "Search the jobs, page by page",
            description =
                    "The open ones, and for an employer all that are the employer's own; the newest first, unless"
                            + " 'sort' says otherwise. Where salaries are compared, in 'salary' or 'sort', a 'currency' is needed.")
    PageOf<JobView> find(
            @Valid @ParameterObject JobCriteria criteria,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal @Nullable Caller caller) {
        if (criteria.comparesAmounts() && criteria.currency() == null) {
            throw new CurrencyMissingException();
        }
        return jobs.find(criteria, Viewer.of(caller), query).map(JobView::of);
    }

    @GetMapping("/{id}")
    @PermitAll
    @Operation(summary = "Read a job", description = "One that is not open is there for its employer alone.")
    JobView read(@PathVariable UUID id, @AuthenticationPrincipal @Nullable Caller caller) {
        return JobView.of(jobs.get(id, Viewer.of(caller)));
    }

    @PutMapping("/{id}")
    @RolesAllowed(EMPLOYER)
    @Operation(summary = "Replace what a job offers", description = "What is left out is cleared.")
    @Refusal(status = HttpStatus.CONFLICT, when = "The job is no longer at that version")
    JobView revise(
            @PathVariable UUID id, @Valid @RequestBody JobRevision revision, @AuthenticationPrincipal Caller caller) {
        return JobView.of(jobs.revise(id, Viewer.of(caller), revision.version(), revision.offer()));
    }

    @PutMapping("/{id}/status")
    @RolesAllowed(EMPLOYER)
    @Operation(summary = "Open or close a job")
    @Refusal(status = HttpStatus.UNPROCESSABLE_CONTENT, when = "The account of the job's employer was deleted")
    JobView changeStatus(
            @PathVariable UUID id, @Valid @RequestBody StatusBody body, @AuthenticationPrincipal Caller caller) {
        Viewer viewer = Viewer.of(caller);
        return JobView.of(
                switch (body.status()) {
                    case OPEN -> jobs.open(id, viewer);
                    case CLOSED -> jobs.close(id, viewer);
                });
    }

    @DeleteMapping("/{id}")
    @RolesAllowed(EMPLOYER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a job with its applications")
    void remove(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        jobs.remove(id, Viewer.of(caller));
    }
}
