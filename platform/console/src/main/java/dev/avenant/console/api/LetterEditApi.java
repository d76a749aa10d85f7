package dev.avenant.console.api;

import dev.avenant.console.deadletters.LetterValues;
import dev.avenant.console.web.LetterOrders;
import dev.avenant.console.web.LetterQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A dead letter replayed with another value, which is checked first. */
@RestController
@RequestMapping(path = "/api/v1/dead-letters/{topic}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dead letters")
class LetterEditApi {

    private static final String PATH = "/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}/edit";

    private final LetterOrders orders;
    private final LetterValues values;

    LetterEditApi(LetterOrders orders, LetterValues values) {
        this.orders = orders;
        this.values = values;
    }

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

    @GetMapping(PATH)
    @Operation(summary = "Say what to begin an edit of a letter with")
    LetterValues.Proposal edit(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return values.proposal(orders.editable(topic, partition, offset).letter());
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
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
}
