package jobplatform.jobservice.job.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import jobplatform.jobservice.job.Job;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.jobservice.job.JobCriteria;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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

    private final JobBoard jobs;

    JobController(JobBoard jobs) {
        this.jobs = jobs;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Post a job",
            description = "For a company, or for the company of an employer. It is open at once unless it is a draft.")
    ResponseEntity<JobView> post(@Valid @RequestBody JobPosting posting) {
        Job job = jobs.post(posting.poster(), posting.offer(), posting.isDraft());
        return ResponseEntity.created(URI.create("/api/jobs/" + job.id())).body(JobView.of(job));
    }

    @GetMapping
    @Operation(summary = "Search the jobs, page by page, the newest first")
    PageOf<JobView> find(@Valid @ParameterObject JobCriteria criteria, @Valid @ParameterObject PageQuery query) {
        return jobs.find(criteria, query).map(JobView::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a job")
    JobView read(@PathVariable UUID id) {
        return JobView.of(jobs.get(id));
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace what a job offers",
            description = "What is left out is cleared. Answers 409 when the job is no longer at that version.")
    JobView revise(@PathVariable UUID id, @Valid @RequestBody JobRevision revision) {
        return JobView.of(jobs.revise(id, revision.version(), revision.offer()));
    }

    @PutMapping("/{id}/status")
    @Operation(summary = "Open or close a job")
    JobView changeStatus(@PathVariable UUID id, @Valid @RequestBody StatusBody body) {
        return JobView.of(
                switch (body.status()) {
                    case OPEN -> jobs.open(id);
                    case CLOSED -> jobs.close(id);
                });
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a job with its applications")
    void remove(@PathVariable UUID id) {
        jobs.remove(id);
    }
}
