package dev.avenant.console.api;

import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.web.LetterQuery;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.console.web.WrongRequestException;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterGroup;
import dev.avenant.operations.letters.LetterTarget;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters counted, listed and explained. */
@RestController
@RequestMapping(path = "/api/v1/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters")
class LetterApi {

    static final String FILTER = "The filter is the same as on the page: offset (PARTITION:OFFSET, several with commas"
            + " between), state, category, cause, group, schema, key, exception, since, until; and where letters go: to=original, or to=topic and topic=NAME.";

    private static final int MOST_CONTENTS = 100;

    private final DeadLetters deadLetters;
    private final LetterDetails details;

    LetterApi(DeadLetters deadLetters, LetterDetails details) {
        this.deadLetters = deadLetters;
        this.details = details;
    }

    /** Letters that have the same cause, group and schema. */
    record Group(
            String topic,
            @Nullable String cause,
            @Nullable String group,
            @Nullable Integer schemaId,
            Map<LetterState, Integer> counts,
            Instant newest) {
        static Group of(LetterGroup group) {
            return new Group(
                    group.topic(),
                    group.cause(),
                    group.group(),
                    Letter.schemaIdOf(group.schemaId()),
                    group.counts(),
                    group.newest());
        }
    }

    /**
     * A topic of dead letters.
     *
     * @param messages at least how many records it holds, also those that are no letters
     * @param dialect of its newest letter; null when it has none
     */
    record Topic(String name, long messages, @Nullable String dialect) {}

    /** The letters of all topics, and about how many records are still to be read. */
    record Summary(List<Topic> topics, List<Group> groups, long unread) {}

    /**
     * The letters of a topic.
     *
     * @param contents of these letters; null when they were not asked for
     * @param missing what the filter asks for that no letter has; null when there is nothing of that
     */
    record Listing(
            CursorPage<Letter> letters,
            @Nullable List<LetterDetails.Content> contents,
            int records,
            long others,
            long unread,
            @Nullable MissingLetter missing) {}

    @GetMapping
    @Operation(summary = "Count the dead letters of all topics by cause, consumer group and schema")
    Summary summary() {
        DeadLetters.Summary found = deadLetters.summary();
        return new Summary(
                found.topics().stream()
                        .map(topic ->
                                new Topic(topic.topic().name(), topic.topic().records(), topic.dialect()))
                        .toList(),
                found.groups().stream().map(Group::of).toList(),
                found.unread());
    }

    @GetMapping("/{topic}")
    @Operation(
            summary = "List the dead letters of a topic",
            description =
                    FILTER + " With earlier=true also those whose record failed again since; with contents=true what"
                            + " each says, of at most 100 at once.")
    Listing list(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "false") boolean earlier,
            @RequestParam(defaultValue = "false") boolean contents,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        LetterQuery query = new LetterQuery(parameters);
        var filter = query.filter();
        var target = query.target();
        requireTopic(topic);
        if (contents && limit > MOST_CONTENTS) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.limit", "limit", MOST_CONTENTS, limit);
        }
        DeadLetters.Listing found =
                earlier ? deadLetters.listWithEarlier(topic, filter, target) : deadLetters.list(topic, filter, target);
        CursorPage<IndexedLetter> letters = LetterCursor.page(found.found(), cursor, limit);
        return new Listing(
                letters.map(Letter::of),
                contents ? contents(topic, letters.items(), target) : null,
                found.records(),
                found.others(),
                found.unread(),
                MissingLetter.of(found.missing()));
    }

    private List<LetterDetails.Content> contents(String topic, List<IndexedLetter> letters, LetterTarget target) {
        return deadLetters.read(topic, letters, target).stream()
                .map(found -> details.content(topic, found))
                .toList();
    }

    @GetMapping("/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}")
    @Operation(summary = "Explain a dead letter", description = "The bytes are explained unless the registry is away.")
    LetterDetails.Explanation letter(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        requireTopic(topic);
        DeadLetters.Found found = deadLetters
                .at(topic, partition, offset, LetterTarget.OWN_GROUP)
                .orElseThrow(() -> new NothingHereException("problem.no-letter", topic, partition + ":" + offset));
        return details.explanation(topic, found);
    }

    private void requireTopic(String topic) {
        if (!deadLetters.isTopic(topic)) {
            throw new NothingHereException("problem.no-dead-letters", topic);
        }
    }
}
