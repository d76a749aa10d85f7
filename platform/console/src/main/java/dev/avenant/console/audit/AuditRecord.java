package dev.avenant.console.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.console.ShownText;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of an action, as a page shows it: a CloudEvent 1.0 in its JSON format.
 *
 * @param type without the beginning that all have
 * @param topic with the letters of which topic; null when it was about none
 * @param problem why it was refused or failed; null when it was not
 * @param details what else was said, by name
 */
public record AuditRecord(
        Instant time,
        String type,
        @Nullable String topic,
        String actor,
        String address,
        String channel,
        String outcome,
        @Nullable String problem,
        Map<String, String> details) {

    static final String TYPE = "dev.avenant.console.";

    private static final String CLUSTER = "cluster";

    private static final URI SOURCE = URI.create("/avenant/console");
    private static final Set<String> OUTCOMES = Stream.of(AuditEvent.Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final JsonFormat FORMAT = new JsonFormat();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The event in the JSON of CloudEvents, on one line, in which what turns the direction of writing is written out. */
    static String json(AuditEvent event, Instant time) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("actor", event.actor().name());
        data.put("address", event.actor().address());
        data.put("channel", event.actor().channel());
        if (event.actor().cluster() != null) {
            data.put(CLUSTER, event.actor().cluster());
        }
        data.put("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        if (event.problem() != null) {
            data.put("problem", event.problem());
        }
        event.details().forEach((name, value) -> data.set(name, JSON.<JsonNode>valueToTree(value)));
        CloudEventBuilder built = CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(SOURCE)
                .withType(TYPE + event.type())
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withData("application/json", JsonCloudEventData.wrap(data));
        CloudEvent whole = (event.topic() == null ? built : built.withSubject(event.topic())).build();
        return ShownText.line(new String(FORMAT.serialize(whole), StandardCharsets.UTF_8));
    }

    /** What such a text says; empty when it is none of the console's. */
    static Optional<AuditRecord> parse(byte @Nullable [] json) {
        if (json == null) {
            return Optional.empty();
        }
        try {
            // Of the text null there is no event.
            CloudEvent event = FORMAT.deserialize(json);
            if (event == null
                    || !event.getType().startsWith(TYPE)
                    || event.getTime() == null
                    || event.getData() == null) {
                return Optional.empty();
            }
            JsonNode data = JSON.readTree(event.getData().toBytes());
            if (!OUTCOMES.contains(data.path("outcome").asText())) {
                return Optional.empty();
            }
            Map<String, String> details = new LinkedHashMap<>();
            data.properties()
                    .forEach(property ->
                            details.put(property.getKey(), property.getValue().asText()));
            return Optional.of(new AuditRecord(
                    event.getTime().toInstant(),
                    event.getType().substring(TYPE.length()),
                    event.getSubject(),
                    taken(details, "actor"),
                    taken(details, "address"),
                    taken(details, "channel"),
                    taken(details, "outcome"),
                    details.remove("problem"),
                    details));
        } catch (EventDeserializationException | IOException notOurs) {
            return Optional.empty();
        }
    }

    /** What it was about; null when it was recorded where the console looked at one cluster alone. */
    public @Nullable String cluster() {
        return details.get(CLUSTER);
    }

    private static String taken(Map<String, String> details, String name) {
        String text = details.remove(name);
        return text == null ? "" : text;
    }
}
