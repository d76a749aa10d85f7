package dev.avenant.console.api;

import dev.avenant.console.produce.EventProduction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events that are written to topics: first checked, then the very same are sent. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Topics")
class ProduceApi {

    private final EventProduction production;

    ProduceApi(EventProduction production) {
        this.production = production;
    }

    /** What events of a topic may be of, and the version of the one that was asked for. */
    record Writable(
            List<String> subjects,
            @Nullable String subject,
            @Nullable Integer version,
            @Nullable String schema) {}

    /** An event; with what its check gave, it is written. */
    record Order(
            String subject,
            String value,
            @Nullable String key,
            @Nullable Map<String, String> headers,
            @Nullable String id,
            @Nullable String time,
            @Nullable String checked) {

        /** What lacks something is no body that the description has. */
        Order {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(value, "value");
            if (headers != null) {
                headers.values().forEach(Objects::requireNonNull);
            }
        }
    }

    /** What the check of an event gave, or where it was written to. */
    record Answer(
            String checked,
            String id,
            String time,
            int version,
            String bytes,
            List<TopicApi.Header> headers,
            @Nullable Integer partition,
            @Nullable Long offset) {}

    @GetMapping("/topics/{topic}/produce")
    @Operation(summary = "Say what events of a topic may be of")
    Writable writable(@PathVariable String topic, @RequestParam @Nullable String subject) {
        List<String> subjects = production.subjects(topic);
        if (subject == null) {
            return new Writable(subjects, null, null, null);
        }
        var draft = production.draft(topic, subject);
        return new Writable(subjects, subject, draft.version(), draft.schema().toString());
    }

    @PostMapping(path = "/topics/{topic}/produce", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Check an event, or write it",
            description =
                    "The value is in Avro's JSON. Without 'checked' it is checked, and nothing is written. With the id,"
                            + " the time and the 'checked' that gave, the very same event is written, once.")
    Answer produce(@PathVariable String topic, @RequestBody Order order) {
        EventProduction.Event event = new EventProduction.Event(
                order.subject(),
                order.value(),
                order.key(),
                Objects.requireNonNullElse(order.headers(), Map.of()),
                order.id() == null ? UUID.randomUUID().toString() : order.id(),
                order.time() == null
                        ? Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()
                        : order.time());
        String token = order.checked();
        EventProduction.Place place =
                token == null ? null : production.send(topic, () -> event, event.subject(), event.eventId(), token);
        EventProduction.Checked checked = production.check(topic, event);
        return new Answer(
                checked.token(),
                event.eventId(),
                event.time(),
                checked.version(),
                HexFormat.of().formatHex(checked.record().value()),
                StreamSupport.stream(checked.record().headers().spliterator(), false)
                        .map(header ->
                                new TopicApi.Header(header.key(), new String(header.value(), StandardCharsets.UTF_8)))
                        .toList(),
                place == null ? null : place.partition(),
                place == null ? null : place.offset());
    }
}
