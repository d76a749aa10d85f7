package dev.avenant.console.api;

import dev.avenant.console.ShownText;
import dev.avenant.console.events.EventTails;
import dev.avenant.console.web.EventForm;
import dev.avenant.console.web.EventRow;
import dev.avenant.console.web.EventStream;
import dev.avenant.console.web.TailSource;
import dev.avenant.operations.events.EventQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Records of a topic as they come. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Topics")
class TailApi {

    private final EventTails tails;
    private final EventStream streams;
    private final JsonMapper json;

    TailApi(EventTails tails, EventStream streams, JsonMapper json) {
        this.tails = tails;
        this.streams = streams;
        this.json = json;
    }

    /** How far it is, and of which records an expression says nothing. */
    record Status(TailSource.Progress progress, @Nullable Unevaluated unevaluated) {}

    /** Why nothing more comes; null when its time was over. */
    record End(@Nullable String problem) {}

    @GetMapping(path = "/topics/{topic}/records/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow a topic",
            description =
                    "Server-sent events: status, records (the newest first, at most 50 of a second) and ended, each with"
                            + " JSON. Parameters: key, type, header, partition, everywhere and where, as for a search, and"
                            + " seconds, how long at most (1800).")
    void live(
            @PathVariable String topic,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        EventForm form = new EventForm(parameters);
        EventQuery query = form.query();
        streams.answer(
                request,
                response,
                () -> new TailSource(tails.open(topic, query), topic, new Json(topic)),
                form.seconds(EventStream.LONGEST));
    }

    private final class Json implements TailSource.Writing {
        private final String topic;

        Json(String topic) {
            this.topic = topic;
        }

        @Override
        public String records(List<EventRow> rows) {
            return json.writeValueAsString(rows.stream()
                    .map(row -> TopicApi.Event.of(topic, row.event()))
                    .toList());
        }

        @Override
        public String status(EventTails.Tail tail, TailSource.Progress progress) {
            return json.writeValueAsString(
                    new Status(progress, Unevaluated.of(tail.unevaluated().orElse(null))));
        }

        @Override
        public String end(@Nullable RuntimeException why) {
            return json.writeValueAsString(
                    new End(why == null ? null : ShownText.line(String.valueOf(why.getMessage()))));
        }
    }
}
