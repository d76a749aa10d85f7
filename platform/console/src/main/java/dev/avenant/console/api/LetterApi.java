package dev.avenant.console.api;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.access.Access;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.deadletters.LetterJob;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.console.deadletters.LetterValues;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.console.web.BytesView;
import dev.avenant.console.web.LetterOrders;
import dev.avenant.console.web.LetterQuery;
import dev.avenant.console.web.LetterView;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.console.web.Reachability;
import dev.avenant.console.web.WrongRequestException;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterGroup;
import dev.avenant.operations.letters.LetterPreview;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * Dead letters: listed, explained, replayed, dropped. An action is first looked at, and takes what was listed then; its
 * address says which letters are meant, and tells how far it is.
 */
@RestController
@RequestMapping(path = "/api/v1/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters")
class LetterApi {

    private static final String FILTER =
            "The filter is the same as on the page: offset (PARTITION:OFFSET, several with commas"
                    + " between), state, category, cause, group, schema, key, exception, since, until; and where letters go: to=original, or to=topic and topic=NAME.";

    private static final int MOST_CONTENTS = 100;

    private final DeadLetters deadLetters;
    private final LetterOrders orders;
    private final LetterValues values;
    private final Access access;

    LetterApi(DeadLetters deadLetters, LetterOrders orders, LetterValues values, Access access) {
        this.deadLetters = deadLetters;
        this.orders = orders;
        this.values = values;
        this.access = access;
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
                    schemaIdOf(group.schemaId()),
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

    /** Where the record of a letter was published. */
    record Origin(
            @Nullable String topic,
            int partition,
            long offset,
            @Nullable Instant writtenAt) {
        static Origin of(LetterFacts facts) {
            return new Origin(
                    facts.topic(),
                    facts.originPartition(),
                    facts.originOffset(),
                    facts.writtenAt() < 0 ? null : Instant.ofEpochMilli(facts.writtenAt()));
        }
    }

    /** A letter, and what became of it. */
    record Letter(
            int partition,
            long offset,
            UUID id,
            LetterState state,
            boolean newest,
            int attempt,
            Instant failedAt,
            @Nullable String cause,
            @Nullable String group,
            @Nullable String key,
            @Nullable String exception,
            @Nullable Integer schemaId,
            String dialect,
            @Nullable String category,
            @Nullable String rootException,
            Origin origin) {
        static Letter of(IndexedLetter letter) {
            LetterFacts facts = letter.facts();
            return new Letter(
                    facts.partition(),
                    facts.offset(),
                    facts.id(),
                    letter.state(),
                    letter.isNewest(),
                    facts.attempt(),
                    facts.failedAt(),
                    facts.cause(),
                    facts.group(),
                    facts.key(),
                    facts.exception(),
                    schemaIdOf(facts.schemaId()),
                    facts.dialect(),
                    facts.category(),
                    facts.rootException(),
                    Origin.of(facts));
        }
    }

    private static @Nullable Integer schemaIdOf(int id) {
        return id == LetterFacts.NO_SCHEMA ? null : id;
    }

    /**
     * The value of a letter.
     *
     * @param size how many bytes it has; -1 for a tombstone
     * @param inParts whether it lies in several records
     * @param masked whether it is left out since it has, or may have, personal data
     * @param base64 null for a tombstone, when it lies in parts, or is masked
     */
    record Value(
            long size,
            boolean inParts,
            boolean masked,
            @Nullable String base64) {}

    /** What a letter says besides. */
    record Content(
            int partition,
            long offset,
            @Nullable String message,
            Map<String, String> headers,
            Map<String, String> details,
            @Nullable String stacktrace,
            Value value) {}

    /** What a filter asks for that no letter has, and what letters have instead. */
    record Missing(NoSuchLetterException.Asked asked, String wanted, List<String> known) {
        static @Nullable Missing of(@Nullable NoSuchLetterException none) {
            return none == null ? null : new Missing(none.asked(), none.wanted(), none.known());
        }
    }

    /**
     * The letters of a topic.
     *
     * @param contents of these letters; null when they were not asked for
     * @param missing what the filter asks for that no letter has; null when there is nothing of that
     */
    record Listing(
            CursorPage<Letter> letters,
            @Nullable List<Content> contents,
            int records,
            long others,
            long unread,
            @Nullable Missing missing) {}

    /** What is known of a letter, and of its bytes unless the registry is away. */
    record Explanation(
            Letter letter,
            String advice,
            @Nullable String message,
            @Nullable String originTopic,
            int originPartition,
            long originOffset,
            Map<String, String> headers,
            Map<String, String> details,
            @Nullable String stacktrace,
            Value value,
            List<Letter> others,
            LetterView.@Nullable Drop drop,
            @Nullable String registryProblem,
            @Nullable BytesView bytes) {}

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
            @Nullable Missing missing,
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

    /** Another value for a letter; with what its check gave, it is sent. */
    record EditOrder(
            String subject,
            int version,
            String value,
            @Nullable String checked,
            @Nullable String to,
            @Nullable String topic) {}

    /** What the check of a value gave, or that it was sent. */
    record EditAnswer(String checked, int bytes, boolean sent) {}

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
                contents ? contents(topic, letters.items()) : null,
                found.records(),
                found.others(),
                found.unread(),
                Missing.of(found.missing()));
    }

    private List<Content> contents(String topic, List<IndexedLetter> letters) {
        return deadLetters.read(topic, letters).stream()
                .map(found -> {
                    LetterView view = new LetterView(topic, found);
                    return new Content(
                            found.indexed().facts().partition(),
                            found.indexed().facts().offset(),
                            view.getMessage(),
                            view.getHeaders(),
                            view.getDetails(),
                            view.getStacktrace(),
                            value(topic, found));
                })
                .toList();
    }

    private Value value(String topic, DeadLetters.Found found) {
        LetterContent content = LetterContent.of(found.letter());
        byte[] bytes = content.value();
        boolean isMasked = bytes != null && bytes.length > 0 && access.isPersonalDataMasked(topic);
        return new Value(
                content.size(),
                content.isInParts(),
                isMasked,
                bytes == null || isMasked ? null : Base64.getEncoder().encodeToString(bytes));
    }

    @GetMapping("/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}")
    @Operation(summary = "Explain a dead letter", description = "The bytes are explained unless the registry is away.")
    Explanation letter(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        requireTopic(topic);
        DeadLetters.Found found = deadLetters
                .at(topic, partition, offset, LetterTarget.OWN_GROUP)
                .orElseThrow(() -> new NothingHereException("problem.no-letter", topic, partition + ":" + offset));
        LetterView view = new LetterView(topic, found);
        BytesView bytes = null;
        Reachability registry = Reachability.ANSWERED;
        if (!view.isInParts()) {
            try {
                bytes = new BytesView(
                        deadLetters.explain(found.letter()),
                        found.letter().record().value(),
                        access.isPersonalDataMasked(topic));
            } catch (RegistryAwayException | RejectedQuestionException | OperationException away) {
                registry = Reachability.away(away);
            } catch (AccessRefusedException refused) {
                registry = Reachability.refused(refused);
            }
        }
        return new Explanation(
                Letter.of(found.indexed()),
                view.getAdvice(),
                view.getMessage(),
                view.getOriginTopic(),
                view.getOriginPartition(),
                view.getOriginOffset(),
                view.getHeaders(),
                view.getDetails(),
                view.getStacktrace(),
                value(topic, found),
                found.sameRecord().stream().map(Letter::of).toList(),
                view.getDrop(),
                registry.reason(),
                bytes);
    }

    @GetMapping("/{topic}/replay")
    @Operation(summary = "Say what a replay would take, and how far it is", description = FILTER)
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
    @Operation(summary = "Replay what was listed, in the background", description = FILTER)
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
    @Operation(summary = "Say what a drop would take, and how far it is", description = FILTER)
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
    @Operation(summary = "Drop what was listed, in the background", description = FILTER)
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
    @Operation(summary = "End an action before its end", description = "The body is {}. " + FILTER)
    void stop(
            @PathVariable String topic,
            @PathVariable String action,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestBody Map<String, Object> nothing) {
        orders.stop(topic, action, new LetterQuery(parameters));
    }

    @GetMapping("/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}/edit")
    @Operation(summary = "Say what to begin an edit of a letter with")
    LetterValues.Proposal edit(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return values.proposal(orders.editable(topic, partition, offset).letter());
    }

    @PostMapping(
            path = "/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}/edit",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Check another value for a letter, or replay it with that",
            description =
                    "Without 'checked' the value is checked. With what that gave, the very same bytes are sent, once, however"
                            + " often that is asked for. Refused with 409 when the letter was replayed or dropped since.")
    EditAnswer edit(
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset,
            @RequestBody EditOrder order) {
        Map<String, String> target = new HashMap<>();
        if (order.to() != null) {
            target.put("to", order.to());
        }
        if (order.topic() != null) {
            target.put("topic", order.topic());
        }
        LetterOrders.Checked checked = orders.edit(
                topic,
                partition,
                offset,
                new LetterQuery(target),
                new LetterOrders.Edit(order.subject(), order.version(), order.value(), order.checked()));
        return new EditAnswer(checked.token(), checked.size(), checked.isSent());
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
                Missing.of(found.missing()),
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

    private void requireTopic(String topic) {
        if (!deadLetters.isTopic(topic)) {
            throw new NothingHereException("problem.no-dead-letters", topic);
        }
    }
}
