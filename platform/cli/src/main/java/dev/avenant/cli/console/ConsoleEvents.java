package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.CorrelationSearch;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.events.HeaderMatch;
import dev.avenant.operations.events.PartitionOffsets;
import dev.avenant.operations.events.SearchedSpan;
import dev.avenant.operations.events.Unevaluated;
import dev.avenant.text.Sentence;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records of topics as a console shows them to whoever signs in, and events that it writes for them. */
public final class ConsoleEvents {

    /** How many records it shows at once. */
    public static final int AT_ONCE = 200;

    private static final String OFFSET = "offset";

    private final ConsoleClient console;

    public ConsoleEvents(ConsoleClient console) {
        this.console = console;
    }

    /** What it is called in a sentence. */
    public String name() {
        return console.name();
    }

    /** A header of a record. */
    public record Header(String name, String value) {}

    /**
     * A record of a topic.
     *
     * @param schemaId the id or the GUID that it names its schema with; null when it names none
     * @param value in Avro's JSON, or the first bytes when it could not be decoded; null for a tombstone
     * @param problem why it could not be decoded; null when it was
     * @param base64 the bytes of a value that could not be decoded; null when it was, and when the console does not show them
     * @param isMasked whether personal data is left out
     * @param more how many characters are left out behind the value
     */
    public record Event(
            String topic,
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
            boolean isMasked,
            int more) {

        public Event {
            headers = List.copyOf(headers);
        }

        static Event of(String topic, ConsoleAnswer event) {
            return new Event(
                    topic,
                    event.integer("partition"),
                    event.number(OFFSET),
                    event.parsed("time", Instant::parse),
                    event.textOrNull("key"),
                    event.textOrNull("type"),
                    event.textOrNull("schemaId"),
                    event.items("headers").stream()
                            .map(header -> new Header(header.text("name"), header.text("value")))
                            .toList(),
                    event.textOrNull("value"),
                    event.textOrNull("problem"),
                    event.textOrNull("base64"),
                    event.flag("masked"),
                    event.integer("moreCharacters"));
        }
    }

    /**
     * Some records, and what was looked at for them.
     *
     * @param total how many there are where it was to look
     * @param spans what was looked at of each partition
     */
    public record Page(
            List<Event> records,
            long searched,
            long total,
            @Nullable Unevaluated unevaluated,
            SortedMap<Integer, SearchedSpan> spans) {

        public Page {
            records = List.copyOf(records);
        }
    }

    /** Which offsets each partition of a topic has, and which of them are of that time or later ones; null for all. */
    public SortedMap<Integer, SearchedSpan> spans(String topic, @Nullable Instant since) {
        return page(topic, since == null ? Map.of() : Map.of("since", since.toString()), 1)
                .spans();
    }

    /** The first records that are meant, from these offsets on. */
    public Page from(String topic, EventQuery query, SortedMap<Integer, Long> offsets, int most) {
        Map<String, String> parameters = parameters(query);
        parameters.put("from", new PartitionOffsets(offsets).toString());
        return page(topic, parameters, most);
    }

    /**
     * The newest records.
     *
     * @param partition of this one alone; null for all
     * @param before these offsets; null for the end
     */
    public Page newest(String topic, @Nullable Integer partition, @Nullable SortedMap<Integer, Long> before, int most) {
        Map<String, String> parameters = new HashMap<>();
        if (partition != null) {
            parameters.put("partition", partition.toString());
        }
        if (before != null) {
            parameters.put("before", new PartitionOffsets(before).toString());
        }
        return page(topic, parameters, most);
    }

    private Page page(String topic, Map<String, String> parameters, int most) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("limit", String.valueOf(most));
        ConsoleAnswer page = console.get(path("topics", topic, "records"), all);
        ConsoleAnswer unevaluated = page.objectOrNull("unevaluated");
        SortedMap<Integer, SearchedSpan> spans = new TreeMap<>();
        page.objectsByName("partitions", Integer::valueOf)
                .forEach((partition, span) -> spans.put(
                        partition,
                        new SearchedSpan(
                                span.number("begin"), span.number("from"), span.number("to"), span.number("end"))));
        return new Page(
                page.items("records").stream()
                        .map(event -> Event.of(topic, event))
                        .toList(),
                page.number("searched"),
                page.number("total"),
                unevaluated == null
                        ? null
                        : new Unevaluated(
                                unevaluated.number("count"),
                                unevaluated.integer("partition"),
                                unevaluated.number(OFFSET),
                                Sentence.quoting(unevaluated.text("reason"))),
                spans);
    }

    private static Map<String, String> parameters(EventQuery query) {
        Map<String, String> parameters = new HashMap<>();
        if (query.partition() != null) {
            parameters.put("partition", query.partition().toString());
        }
        if (query.everyPartition()) {
            parameters.put("everywhere", "yes");
        }
        if (query.key() != null) {
            parameters.put("key", query.key());
        }
        if (query.type() != null) {
            parameters.put("type", query.type());
        }
        for (HeaderMatch header : query.headers()) {
            parameters.put("header", header.text() == null ? header.name() : header.name() + "=" + header.text());
        }
        if (query.where() != null) {
            parameters.put("where", query.where().text());
        }
        return parameters;
    }

    /** The record at a place; empty when none lies there, or there is no such topic. */
    public Optional<Event> at(String topic, int partition, long offset) {
        return Optional.ofNullable(console.find(
                        path("topics", topic, "records", String.valueOf(partition), String.valueOf(offset)), Map.of()))
                .map(event -> Event.of(topic, event));
    }

    /**
     * What belongs together.
     *
     * @param records the oldest first
     * @param topics what was looked at
     */
    public record Correlated(List<Event> records, List<CorrelationSearch.Covered> topics) {
        public Correlated {
            records = List.copyOf(records);
            topics = List.copyOf(topics);
        }
    }

    /**
     * What belongs together.
     *
     * @param id of a trace or an event
     * @param topics where it is looked for; none for all that may be seen
     * @param most how many records of a topic
     */
    public Correlated correlated(String id, Instant since, List<String> topics, int most) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("id", id, "since", since.toString(), "limit", String.valueOf(most)));
        if (!topics.isEmpty()) {
            parameters.put("topic", String.join(",", topics));
        }
        ConsoleAnswer found = console.get("/correlation", parameters);
        return new Correlated(
                found.items("records").stream()
                        .map(each -> Event.of(each.text("topic"), each.object("event")))
                        .toList(),
                found.items("topics").stream()
                        .map(topic -> new CorrelationSearch.Covered(
                                topic.text("topic"),
                                topic.integer("found"),
                                topic.number("searched"),
                                topic.number("total"),
                                topic.parsed("end", EventSearch.End::valueOf),
                                topic.textOrNull("problem")))
                        .toList());
    }

    /**
     * The subjects that an event of a topic may be of.
     *
     * @throws NotGrantedException if none may be written; the console has recorded that one was to be
     */
    public List<String> subjects(String topic) {
        String path = path("topics", topic, "produce");
        ObjectNode nothing = JsonNodeFactory.instance
                .objectNode()
                .put("subject", "")
                .put("value", "")
                .put("checked", "");
        return console.lookBeforeDoing(
                () -> console.get(path, Map.of()).texts("subjects"), () -> console.post(path, Map.of(), nothing));
    }

    /** The schema of the latest version of a subject, as events of a topic have it. */
    public String schemaOf(String topic, String subject) {
        return console.get(path("topics", topic, "produce"), Map.of("subject", subject))
                .text("schema");
    }

    /**
     * An event that is to be written.
     *
     * @param json in Avro's JSON
     * @param headers in the order in which they are written
     */
    public record Draft(
            String topic,
            String subject,
            String json,
            @Nullable String key,
            Map<String, String> headers,
            Instant time) {
        public Draft {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }

    /** Where an event was written to. */
    public record Place(int partition, long offset) {}

    /**
     * Has the console check an event, and write the very same.
     *
     * @throws OperationException if it did not; or if it did not answer, which the message says
     */
    public Place write(Draft draft) {
        String path = path("topics", draft.topic(), "produce");
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("subject", draft.subject())
                .put("value", draft.json())
                .put("key", draft.key())
                .put("time", draft.time().toString());
        ObjectNode headers = order.putObject("headers");
        draft.headers().forEach(headers::put);
        ConsoleAnswer checked = console.post(path, Map.of(), order);
        order.put("id", checked.text("id")).put("checked", checked.text("checked"));
        try {
            ConsoleAnswer written = console.post(path, Map.of(), order);
            return new Place(written.integer("partition"), written.number(OFFSET));
        } catch (UnansweredException unknown) {
            throw OperationException.couldNotRun(
                    unknown.getMessage() + " The event may have been written all the same: " + "avenant events follow "
                            + checked.text("id") + " finds it then.");
        }
    }
}
