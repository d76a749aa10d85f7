package dev.avenant.console.api;

import dev.avenant.console.events.EventReader;
import dev.avenant.console.events.EventValues;
import dev.avenant.console.web.CorrelationForm;
import dev.avenant.operations.events.CorrelationSearch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What belongs together across topics. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Topics")
class CorrelationApi {

    private static final int LONGEST_VALUE = 100_000;

    private final EventReader reader;
    private final EventValues values;

    CorrelationApi(EventReader reader, EventValues values) {
        this.reader = reader;
        this.values = values;
    }

    /** A record, and the topic that it is in. */
    record Correlated(String topic, TopicApi.Event event) {}

    /** What belongs together, the oldest first, and how much of each topic was looked at. */
    record Correlation(List<Correlated> records, boolean whole, List<CorrelationSearch.Covered> topics) {}

    @GetMapping("/correlation")
    @Operation(
            summary = "Look for what belongs together in all topics",
            description =
                    "Parameters: id (a trace id, a traceparent or an event's id), since (1h ago), topic, where it is"
                            + " looked for (everywhere; several with commas between them), and limit, how many records of a topic"
                            + " are shown at most, up to 1000.")
    Correlation correlation(
            @RequestParam(defaultValue = "") List<String> topic,
            @RequestParam(defaultValue = "" + EventReader.PAGE) int limit,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        CursorPage.requireLimit(limit, CursorPage.MOST);
        CorrelationForm form = new CorrelationForm(parameters);
        CorrelationSearch.Found found = reader.correlated(
                form.correlation(), form.sinceMillis(), seen -> topic.isEmpty() || topic.contains(seen), limit);
        return new Correlation(
                values.lines(found.records(), LONGEST_VALUE).stream()
                        .map(event -> new Correlated(
                                event.record().topic(),
                                TopicApi.Event.of(event.record().topic(), event)))
                        .toList(),
                found.isWhole(),
                found.topics());
    }
}
