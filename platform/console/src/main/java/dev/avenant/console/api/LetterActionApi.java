package dev.avenant.console.api;

import dev.avenant.console.deadletters.LetterJob;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.console.web.LetterOrders;
import dev.avenant.console.web.LetterQuery;
import dev.avenant.console.web.WrongRequestException;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterPreview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Dead letters replayed and dropped. An action is first looked at, and takes what was listed then; its address says which letters
 * are meant, and tells how far it is.
 */
@RestController
@RequestMapping(path = "/api/v1/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters")
class LetterActionApi {

    private final LetterOrders orders;

    LetterActionApi(LetterOrders orders) {
        this.orders = orders;
    }

    /**
     * What an action would take now, and how far the one is that runs or ended last.
     *
     * @param missing what the filter asks for that no letter has; null when there is nothing of that
     */
    record Preview(
            int planned,
            String listed,
            Map<LetterState, Integer> leftOut,
            int failedTooOften,
            long unread,
            CursorPage<Letter> letters,
            @Nullable MissingLetter missing,
            @Nullable Job job) {}

    /** An action that runs, or ended. */
    record Job(
            boolean running,
            boolean stopped,
            int planned,
            int sent,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String problem) {
        static Job of(LetterJob job) {
            return new Job(
                    job.isRunning(),
                    job.wasStopped(),
                    job.planned(),
                    job.sent(),
                    job.startedAt(),
                    job.endedAt(),
                    job.problem());
        }
    }

    /** A replay of what was listed, of so many letters a second at most. */
    record ReplayOrder(@Nullable String listed, @Nullable Double rate) {}

    /** A drop of what was listed, and why. */
    record DropOrder(@Nullable String listed, @Nullable String reason) {}

    @GetMapping("/{topic}/replay")
    @Operation(summary = "Say what a replay would take, and how far it is", description = LetterApi.FILTER)
    Preview replay(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        LetterQuery query = new LetterQuery(parameters);
        return preview(topic, "replay", query, orders.previewReplay(topic, query), cursor, limit);
    }

    @PostMapping(path = "/{topic}/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Replay what was listed, in the background", description = LetterApi.FILTER)
    void replay(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestBody ReplayOrder order) {
        orders.replay(
                topic,
                new LetterQuery(parameters),
                () -> listing(order.listed()),
                order.rate() == null ? "" : order.rate().toString());
    }

    @GetMapping("/{topic}/drop")
    @Operation(summary = "Say what a drop would take, and how far it is", description = LetterApi.FILTER)
    Preview drop(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        LetterQuery query = new LetterQuery(parameters);
        return preview(topic, "drop", query, orders.previewDrop(topic, query), cursor, limit);
    }

    @PostMapping(path = "/{topic}/drop", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Drop what was listed, in the background", description = LetterApi.FILTER)
    void drop(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestBody DropOrder order) {
        orders.drop(
                topic,
                new LetterQuery(parameters),
                () -> listing(order.listed()),
                order.reason() == null ? "" : order.reason());
    }

    @PostMapping(path = "/{topic}/{action:replay|drop}/stop", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End an action before its end", description = "The body is {}. " + LetterApi.FILTER)
    void stop(
            @PathVariable String topic,
            @PathVariable String action,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestBody Map<String, Object> nothing) {
        orders.stop(topic, action, new LetterQuery(parameters));
    }

    private Preview preview(
            String topic, String action, LetterQuery query, LetterPreview found, @Nullable String cursor, int limit) {
        return new Preview(
                found.taken().size(),
                LetterListing.of(found.taken()).text(),
                found.tally().leftOut(),
                found.tally().failedTooOften(),
                found.unread(),
                page(
                        found.taken().stream()
                                .sorted(Comparator.comparing(IndexedLetter::facts, LetterFacts.NEWEST_FIRST))
                                .toList(),
                        cursor,
                        limit),
                MissingLetter.of(found.missing()),
                orders.job(topic, action, query).map(Job::of).orElse(null));
    }

    /** An order takes what its preview listed, so that nobody replays what they have not seen. */
    private static LetterListing listing(@Nullable String listed) {
        if (listed == null || listed.isBlank()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.nothing-listed", "");
        }
        return LetterOrders.listing(listed);
    }

    private static CursorPage<Letter> page(List<IndexedLetter> letters, @Nullable String cursor, int limit) {
        return LetterCursor.page(letters, cursor, limit).map(Letter::of);
    }
}
