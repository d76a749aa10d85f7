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
import jobplatform.analytics.figures.FigureProperties;
import jobplatform.analytics.figures.FigureTable;
import jobplatform.analytics.figures.Period;
import jobplatform.analytics.figures.WholeFigures;
import org.jspecify.annotations.Nullable;
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

    private static final String ROUNDED = " Administrators are told exact figures; for everybody else what became of"
            + " applications is rounded down to a multiple of roundedDownTo, and left out where that is 0.";

    private static final String WHOLE_DAYS = "Whole days count, of UTC, for everybody but administrators.";

    private final WholeFigures figures;
    private final FigureProperties properties;
    private final Clock clock;

    FigureController(WholeFigures figures, FigureProperties properties, Clock clock) {
        this.figures = figures;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/hours")
    @PermitAll
    @Operation(
            summary = "Read postings, applications and what became of them, by hour",
            description =
                    "Of the whole platform, of a place or of a skill. Each is counted in the hour in which it happened;"
                            + " hours in which nothing did are left out." + ROUNDED)
    SeriesView hours(
            @Valid @ParameterObject HourParameters of,
            @Valid @ParameterObject PeriodParameters when,
            @AuthenticationPrincipal @Nullable Caller caller) {
        Period period = when.period(clock.instant());
        Detail detail = detailFor(caller);
        return SeriesView.of(period, figures.get().hours(of.dimension(), period, detail.unit()), detail);
    }

    @GetMapping("/places")
    @PermitAll
    @Operation(
            summary = "List the places, page by page, those with most applications first",
            description = WHOLE_DAYS + ROUNDED)
    PageOf<NamedView> places(
            @Valid @ParameterObject PeriodParameters when,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal @Nullable Caller caller) {
        return ranking(Dimension.Kind.PLACE, when, query, detailFor(caller));
    }

    @GetMapping("/skills")
    @PermitAll
    @Operation(
            summary = "List the skills, page by page, those with most applications first",
            description = WHOLE_DAYS + ROUNDED)
    PageOf<NamedView> skills(
            @Valid @ParameterObject PeriodParameters when,
            @Valid @ParameterObject PageQuery query,
            @AuthenticationPrincipal @Nullable Caller caller) {
        return ranking(Dimension.Kind.SKILL, when, query, detailFor(caller));
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

    private Detail detailFor(@Nullable Caller caller) {
        return Detail.of(caller, properties.leastCount());
    }

    private PageOf<NamedView> ranking(Dimension.Kind kind, PeriodParameters when, PageQuery query, Detail detail) {
        Period asked = when.period(clock.instant());
        Period period = detail.isExact() ? asked : asked.wholeDays();
        FigureTable known = figures.get();
        return PageOf.of(
                query,
                known.ranking(kind, period, detail.unit(), query.limit(), query.offset()).stream()
                        .map(named -> NamedView.of(named, detail))
                        .toList(),
                known.rankingSize(kind, period, detail.unit()));
    }
}
