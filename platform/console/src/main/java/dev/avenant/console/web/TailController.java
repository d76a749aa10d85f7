package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.console.events.EventTails;
import dev.avenant.console.topics.TopicDetails;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.text.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that follows a topic, and the stream of what it shows. */
@Controller
class TailController {

    private final EventTails tails;
    private final TopicDetails details;
    private final EventStream streams;
    private final TailRows rows;

    TailController(EventTails tails, TopicDetails details, EventStream streams, TailRows rows) {
        this.tails = tails;
        this.details = details;
        this.streams = streams;
        this.rows = rows;
    }

    @GetMapping("/topics/{topic}/tail")
    String page(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            Model model,
            HttpServletResponse response) {
        EventForm form = new EventForm(parameters);
        Sentence refused = null;
        try {
            form.query();
        } catch (OperationException unusable) {
            refused = Messages.of(unusable);
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        if (!details.isThere(topic)) {
            throw new NothingHereException("problem.no-topic", topic);
        }
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.of(topic));
        model.addAttribute("form", form);
        model.addAttribute("refused", refused);
        return "tail";
    }

    @GetMapping("/topics/{topic}/tail/records")
    void records(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EventForm form = new EventForm(parameters);
        EventQuery query = form.query();
        String base = request.getContextPath();
        streams.answer(
                request,
                response,
                () -> new TailSource(tails.open(topic, query), topic, rows.in(locale, base)),
                form.seconds(EventStream.LONGEST));
    }
}
