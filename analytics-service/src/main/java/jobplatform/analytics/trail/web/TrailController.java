package jobplatform.analytics.trail.web;

import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import jobplatform.analytics.trail.AggregateType;
import jobplatform.analytics.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trails, under {@code /api/audit}; for administrators. */
@RestController
@RequestMapping("/api/audit")
@RolesAllowed(Caller.ADMINISTRATOR)
@Tag(name = "Trail")
class TrailController {

    private final Trail trail;

    TrailController(Trail trail) {
        this.trail = trail;
    }

    @GetMapping("/{type}/{id}")
    @Operation(
            summary = "Read the trail of a user, a job or an application, and its state",
            description =
                    "Every event up to a time, in order and page by page, with whose doing it was, and what the events up"
                            + " to then make of it, whatever the page.")
    TrailView read(
            @Parameter(description = "user, job or application", example = "job") @PathVariable String type,
            @PathVariable UUID id,
            @Parameter(description = "Of which time; the present unless given.", example = "2026-03-01T10:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    Instant at,
            @Valid @ParameterObject PageQuery query) {
        AggregateType aggregate = AggregateType.named(type).orElseThrow(() -> new NoTrailException(type));
        return trail.history(aggregate, id, at == null ? Instant.MAX : at, query)
                .map(history -> TrailView.of(aggregate, id, at, history))
                .orElseThrow(() -> new NoTrailException(aggregate, id));
    }
}
