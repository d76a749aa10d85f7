package dev.avenant.console.api;

import dev.avenant.console.ShownText;
import dev.avenant.console.events.EventReader;
import dev.avenant.console.events.EventValues;
import dev.avenant.console.topics.GroupResets;
import dev.avenant.console.topics.GroupSubscriptions;
import dev.avenant.console.topics.Groups;
import dev.avenant.console.topics.TopicContracts;
import dev.avenant.console.topics.TopicDetails;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import dev.avenant.console.web.EventForm;
import dev.avenant.console.web.EventRow;
import dev.avenant.console.web.GroupResetForm;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.console.web.PauseOrder;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.events.PartitionOffsets;
import dev.avenant.operations.events.SearchedSpan;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.operations.groups.GroupReset;
import dev.avenant.operations.groups.GroupSummary;
import dev.avenant.operations.groups.OffsetChange;
import dev.avenant.operations.services.Subscription;
import dev.avenant.operations.topics.TopicState;
import dev.avenant.text.Sentence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/** Topics, their records, and consumer groups. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Topics")
class TopicApi {

    private static final int LONGEST_VALUE = 100_000;
    private static final int MOST_RECORDS = 200;

    private final Topics topics;
    private final TopicDetails details;
    private final TopicContracts contracts;
    private final EventReader reader;
    private final EventValues values;
    private final Groups groups;
    private final GroupResets resets;
    private final GroupSubscriptions subscriptions;

    TopicApi(
            Topics topics,
            TopicDetails details,
            TopicContracts contracts,
            EventReader reader,
            EventValues values,
            Groups groups,
            GroupResets resets,
            GroupSubscriptions subscriptions) {
        this.topics = topics;
        this.details = details;
        this.contracts = contracts;
        this.reader = reader;
        this.values = values;
        this.groups = groups;
        this.resets = resets;
        this.subscriptions = subscriptions;
    }

    /** A topic. */
    record Topic(
            String name,
            List<TopicState.Partition> partitions,
            Map<String, String> settings,
            Map<String, Long> lagByGroup,
            Map<TopicState.Part, String> missing,
            TopicContracts.@Nullable Comparison contract) {}

    /** A header of a record; a name may come more than once. */
    record Header(String name, String value) {}

    /**
     * A record of a topic, decoded; without personal data for whom no grant shows it.
     *
     * @param schemaId the id or the GUID that it names its schema with; null when it names none
     * @param base64 the bytes of a value that could not be decoded; null when it was, is masked or is long
     */
    record Event(
            int partition,
            long offset,
            Instant time,
            @Nullable String key,
            @Nullable String type,
            @Nullable String schemaId,
            List<Header> headers,
            @Nullable String value,
            @Nullable String problem,
            @Nullable String base64,
            boolean masked,
            int moreCharacters) {
        static Event of(String topic, EventValues.Event event) {
            EventRow row = new EventRow(topic, event);
            return new Event(
                    row.partition(),
                    row.offset(),
                    row.time(),
                    row.key(),
                    row.type(),
                    event.schemaId().equals("-") ? null : event.schemaId(),
                    row.headers().stream()
                            .map(header -> new Header(header.getKey(), header.getValue()))
                            .toList(),
                    row.text(),
                    row.problem() == null ? null : ShownText.line(row.problem().toString()),
                    base64(event),
                    row.isMasked(),
                    row.more());
        }

        private static @Nullable String base64(EventValues.Event event) {
            byte[] bytes = event.record().value();
            return bytes == null || event.problem() == null || event.isMasked() || bytes.length > LONGEST_VALUE
                    ? null
                    : Base64.getEncoder().encodeToString(bytes);
        }
    }

    /**
     * What was looked for in a topic, and how much of it was looked at.
     *
     * @param older what {@code before} is for the records before these; null when there are none
     * @param newer what {@code from} is for the records behind these; null when there are none
     */
    record Events(
            List<Event> records,
            long searched,
            long total,
            EventSearch.End end,
            @Nullable Unevaluated unevaluated,
            SortedMap<Integer, SearchedSpan> partitions,
            @Nullable String older,
            @Nullable String newer) {}

    /** A partition that a group reads. */
    record Reading(
            String topic,
            int partition,
            @Nullable Long committed,
            @Nullable Long end,
            @Nullable Long lag,
            @Nullable Long behindSeconds,
            @Nullable String member) {
        static Reading of(GroupPartition partition) {
            return new Reading(
                    partition.partition().topic(),
                    partition.partition().partition(),
                    partition.committed(),
                    partition.end(),
                    partition.lag().isPresent() ? partition.lag().getAsLong() : null,
                    partition.behindSeconds(),
                    partition.member());
        }
    }

    /**
     * A process of a group that the settings name.
     *
     * @param problem why nothing is known of it; null when it told what it reads
     */
    record Instance(String url, GroupSubscriptions.@Nullable Problem problem, Map<String, Doing> subscriptions) {
        static Instance of(GroupSubscriptions.Instance instance) {
            Map<String, Doing> subscriptions = new LinkedHashMap<>();
            instance.subscriptions().forEach((topic, subscription) -> subscriptions.put(topic, Doing.of(subscription)));
            return new Instance(instance.url(), instance.problem(), subscriptions);
        }
    }

    /** What a process does with a topic, and why it reads nothing although it runs. */
    record Doing(String state, @Nullable String circuitBreaker) {
        static Doing of(Subscription subscription) {
            return new Doing(subscription.state(), subscription.circuitBreaker());
        }
    }

    /** What a process does now with a topic that was to be paused or to go on, or why that is not known. */
    record Done(
            String instance,
            @Nullable String topic,
            @Nullable Doing now,
            GroupSubscriptions.@Nullable Problem problem) {
        static Done of(GroupSubscriptions.Outcome outcome) {
            return new Done(
                    outcome.url(),
                    outcome.topic(),
                    outcome.now() == null ? null : Doing.of(outcome.now()),
                    outcome.problem());
        }
    }

    /** Who is in a group, and by which id Kafka knows them. */
    record Client(String id, String clientId, String host) {
        static Client of(GroupDescription.Member member) {
            return new Client(member.id(), member.clientId(), member.host());
        }
    }

    /**
     * A group.
     *
     * @param kind classic, consumer, share or streams
     * @param members by client and host
     * @param readElsewhere the partitions that members of it read of which none of the instances told; null when that is not
     *     known
     */
    record Group(
            String name,
            String kind,
            String state,
            List<String> members,
            List<Client> clients,
            List<Reading> partitions,
            List<Instance> instances,
            @Nullable List<Reading> readElsewhere) {}

    /** What is paused, or is to go on; everything that may be acted on where a part is left out. */
    record Chosen(@Nullable String topic, @Nullable String instance) {}

    /** What a reset changes in a partition, and in how many records. */
    record OffsetMove(String topic, int partition, @Nullable Long from, long to, long readAgain, long skipped) {
        static OffsetMove of(OffsetChange change) {
            return new OffsetMove(
                    change.partition().topic(),
                    change.partition().partition(),
                    change.before(),
                    change.after(),
                    change.readAgain(),
                    change.skipped());
        }
    }

    /** What a reset would change now; nothing can be changed while there are members. */
    record ResetPreview(String group, List<String> members, List<OffsetMove> changes, String listed) {}

    /** A reset of what was listed. */
    record ResetOrder(@Nullable String listed) {}

    @GetMapping("/topics")
    @Operation(summary = "List the topics")
    CursorPage<TopicSummary> list(
            @RequestParam @Nullable String cursor, @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        return CursorPage.of(topics.all(), TopicSummary::name, cursor, limit);
    }

    @GetMapping("/topics/{topic}")
    @Operation(summary = "Show a topic: partitions, settings, groups and contract")
    Topic topic(@PathVariable String topic) {
        requireTopic(topic);
        TopicState found = details.of(topic);
        return new Topic(
                topic,
                found.partitions(),
                found.settings(),
                found.groups(),
                inEnglish(found.missing()),
                contracts.of(topic, found, Locale.ROOT));
    }

    private static Map<TopicState.Part, String> inEnglish(Map<TopicState.Part, Sentence> missing) {
        Map<TopicState.Part, String> said = new EnumMap<>(TopicState.Part.class);
        missing.forEach((part, why) -> said.put(part, ShownText.line(why.toString())));
        return said;
    }

    @GetMapping("/topics/{topic}/records")
    @Operation(
            summary = "Search a topic, or show its newest records",
            description = "Parameters: key, type, header (NAME or NAME=TEXT), partition, offset, since, everywhere=yes,"
                    + " where, an expression in CEL, and before or from, an offset of each partition: PARTITION:OFFSET"
                    + " with commas between. The answer says how many of how many records were looked at, and which"
                    + " of each partition; older and newer are before and from of the records beside them. A"
                    + " search goes towards newer records alone. limit says how many are shown at most, up to 200.")
    Events records(
            @PathVariable String topic,
            @RequestParam(defaultValue = "" + EventReader.PAGE) int limit,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        CursorPage.requireLimit(limit, MOST_RECORDS);
        var query = new EventForm(parameters).query();
        requireTopic(topic);
        EventSearch.Found found = reader.search(topic, query, limit);
        return new Events(
                values.lines(found.records(), LONGEST_VALUE).stream()
                        .map(event -> Event.of(topic, event))
                        .toList(),
                found.searched(),
                found.total(),
                found.end(),
                Unevaluated.of(found.unevaluated()),
                found.spans(),
                query.isFiltered()
                        ? null
                        : found.older().map(PartitionOffsets::toString).orElse(null),
                found.newer().map(PartitionOffsets::toString).orElse(null));
    }

    @GetMapping("/topics/{topic}/records/{partition}/{offset}")
    @Operation(summary = "Show the record at a place")
    Event record(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        requireTopic(topic);
        ConsumerRecord<byte[], byte[]> record = reader.at(topic, partition, offset)
                .orElseThrow(() -> new NothingHereException("problem.no-record", topic, partition + ":" + offset));
        return Event.of(topic, values.lines(List.of(record), LONGEST_VALUE).get(0));
    }

    @GetMapping("/groups")
    @Operation(summary = "List the groups that read topics, of all kinds")
    CursorPage<GroupSummary> groups(
            @RequestParam @Nullable String cursor, @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        return CursorPage.of(groups.all(), GroupSummary::name, cursor, limit);
    }

    @GetMapping("/groups/{group}")
    @Operation(summary = "Show a group: members, lag by partition, and what its processes do")
    Group group(@PathVariable String group) {
        Groups.Group found = groups.named(group).orElseThrow(() -> new NothingHereException("problem.no-group", group));
        GroupSubscriptions.Processes processes = subscriptions.of(found);
        return new Group(
                found.name(),
                found.kind().word(),
                found.state(),
                found.members(),
                found.clients().stream().map(Client::of).toList(),
                found.partitions().stream().map(Reading::of).toList(),
                processes.instances().stream().map(Instance::of).toList(),
                processes.readElsewhere() == null
                        ? null
                        : processes.readElsewhere().stream().map(Reading::of).toList());
    }

    @PostMapping(path = "/groups/{group}/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Have processes of a consumer group read no more",
            description = "Those that the settings name and that answer; what each did is in the answer, and a problem"
                    + " where one did not. A pause ends with the process.")
    List<Done> pause(@PathVariable String group, @RequestBody Chosen chosen) {
        return done(group, true, chosen);
    }

    @PostMapping(path = "/groups/{group}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Have processes of a consumer group go on",
            description = "What each did is in the answer, and a problem where one did not.")
    List<Done> resume(@PathVariable String group, @RequestBody Chosen chosen) {
        return done(group, false, chosen);
    }

    private List<Done> done(String group, boolean isPaused, Chosen chosen) {
        return PauseOrder.done(subscriptions, group, isPaused, chosen.topic(), chosen.instance()).stream()
                .map(Done::of)
                .toList();
    }

    @GetMapping("/groups/{group}/reset")
    @Operation(
            summary = "Say what a reset of a consumer group would change",
            description =
                    "Parameters: to (earliest, latest, offset, time or by), value (the offset, the time or the number),"
                            + " topic, partition; several topics or partitions with commas between them.")
    ResetPreview reset(
            @PathVariable String group, @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        GroupReset reset = new GroupResetForm(parameters).reset(group).orElse(null);
        GroupResets.Preview found =
                resets.preview(group, reset).orElseThrow(() -> new NothingHereException("problem.no-group", group));
        return new ResetPreview(
                group,
                found.members(),
                found.changes().stream().map(OffsetMove::of).toList(),
                found.listing().text());
    }

    @PostMapping(path = "/groups/{group}/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Reset a consumer group as it was listed",
            description = "Refused with 409 while members run, or when the group has committed something else since.")
    void reset(@PathVariable String group, @RequestBody ResetOrder order) {
        if (resets.reset(group, () -> GroupResetForm.listing(order.listed() == null ? "" : order.listed()))
                .isEmpty()) {
            throw new NothingHereException("problem.no-group", group);
        }
    }

    private void requireTopic(String topic) {
        if (!details.isThere(topic)) {
            throw new NothingHereException("problem.no-topic", topic);
        }
    }
}
