package jobplatform.analytics.figures.web;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.UUID;
import jobplatform.analytics.figures.Dimension;
import jobplatform.analytics.figures.FigureTable;
import jobplatform.analytics.figures.FigureTable.Named;
import jobplatform.analytics.figures.Period;
import jobplatform.analytics.figures.WholeFigures;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The figures, under {@code /api/analytics}. */
@RestController
@RequestMapping("/api/analytics")
@Tag(name = "Figures")
class FigureController {

    private final WholeFigures figures;
    private final Clock clock;

    FigureController(WholeFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @GetMapping("/hours")
    @PermitAll
    @Operation(
            summary = "Read postings, applications and what became of them, by hour",
            description =
                    "Of the whole platform, of a place or of a skill. Each is counted in the hour in which it happened;"
                            + " hours in which nothing did are left out.")
    SeriesView hours(@Valid @ParameterObject HourParameters of, @Valid @ParameterObject PeriodParameters when) {
        Period period = when.period(clock.instant());
        return SeriesView.of(period, figures.get().hours(of.dimension(), period));
    }

    @GetMapping("/places")
    @PermitAll
    @Operation(summary = "List the places, page by page, those with most applications first")
    PageOf<Named> places(@Valid @ParameterObject PeriodParameters when, @Valid @ParameterObject PageQuery query) {
        return ranking(Dimension.Kind.PLACE, when, query);
    }

    @GetMapping("/skills")
    @PermitAll
    @Operation(summary = "List the skills, page by page, those with most applications first")
    PageOf<Named> skills(@Valid @ParameterObject PeriodParameters when, @Valid @ParameterObject PageQuery query) {
        return ranking(Dimension.Kind.SKILL, when, query);
    }

    @GetMapping("/employers/{id}")
    @RolesAllowed("EMPLOYER")
    @Operation(
            summary = "Read the funnel of an employer, and the time to the first application",
            description =
                    "How many applications came to each stage in the period, and for how long the jobs that became open"
                            + " in it waited for somebody to apply. Answers 404 when nothing of the employer was ever counted, and to other"
                            + " employers.")
    EmployerView employer(
            @PathVariable UUID id,
            @Valid @ParameterObject PeriodParameters when,
            @AuthenticationPrincipal Caller caller) {
        FigureTable known = figures.get();
        if (!caller.mayActFor(id) || !known.knowsEmployer(id)) {
            throw new EmployerNotFoundException(id);
        }
        Period period = when.period(clock.instant());
        return EmployerView.of(
                id, period, known.total(Dimension.employer(id), period), known.firstApplications(id, period));
    }

    private PageOf<Named> ranking(Dimension.Kind kind, PeriodParameters when, PageQuery query) {
        Period period = when.period(clock.instant());
        FigureTable known = figures.get();
        return PageOf.of(
                query, known.ranking(kind, period, query.limit(), query.offset()), known.rankingSize(kind, period));
    }
}
