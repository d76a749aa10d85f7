package jobplatform.search.web;

import dev.avenant.service.FieldFault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import java.util.List;
import jobplatform.search.index.JobSearch;
import jobplatform.search.index.Suggestion;
import jobplatform.search.index.Suggestions;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The search under {@code /api/search}. */
@RestController
@RequestMapping("/api/search")
@PermitAll
@Tag(name = "Search")
class SearchController {

    private final JobSearch jobs;
    private final Suggestions suggestions;

    SearchController(JobSearch jobs, Suggestions suggestions) {
        this.jobs = jobs;
        this.suggestions = suggestions;
    }

    @GetMapping("/jobs")
    @Operation(
            summary = "Search the open jobs",
            description =
                    "The best first, page by page; without q all of them, the newest first. Of up to three words a"
                            + " job has all, of more three of four. Words beyond the sixteenth do not count.")
    SearchView find(@Valid @ParameterObject SearchParameters parameters) {
        if (parameters.salary() != null && parameters.currency() == null) {
            throw new SearchRefusedException(
                    List.of(new FieldFault("currency", "must be given with a salary, such as EUR")));
        }
        return SearchView.of(jobs.find(parameters.criteria(), parameters.cursor(), parameters.limit()));
    }

    @GetMapping("/suggestions")
    @Operation(
            summary = "Complete what somebody begins to write",
            description = "From the titles and skills of the open jobs, the most frequent first.")
    SuggestionsView suggest(@Valid @ParameterObject SuggestionParameters parameters) {
        return new SuggestionsView(suggestions.complete(parameters.q(), parameters.limit()));
    }

    /** Suggestions as they are answered. */
    record SuggestionsView(List<Suggestion> items) {}
}
