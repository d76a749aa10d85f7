package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.produce.EventProduction;
import dev.avenant.console.produce.SchemaForm;
import dev.avenant.console.topics.TopicDetails;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.EventDraft;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which an event is written: a form made of its schema, what it comes to in bytes, and the button that sends it. */
@Controller
class ProduceController {

    private static final String PATH = "/topics/{topic}/produce";
    private static final int SHOWN_BYTES = 512;

    private final EventProduction production;
    private final TopicDetails details;

    ProduceController(EventProduction production, TopicDetails details) {
        this.production = production;
        this.details = details;
    }

    /** A header of the record, for people. */
    record Row(String name, String text) {}

    @GetMapping(PATH)
    String form(@PathVariable String topic, @RequestParam(defaultValue = "") String subject, Model model) {
        List<String> subjects = production.subjects(topic);
        requireTopic(topic);
        String chosen = subject.isEmpty() && subjects.size() == 1 ? subjects.get(0) : subject;
        Optional<EventDraft> draft = chosen.isEmpty() ? Optional.empty() : Optional.of(production.draft(topic, chosen));
        return show(topic, subjects, draft, ProduceForm.of(Map.of()), false, model);
    }

    /** Changes the form, checks the event, or sends it when the very same event was checked before. */
    @PostMapping(PATH)
    String press(
            @PathVariable String topic,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam Map<String, String> parameters,
            Model model,
            HttpServletResponse response) {
        ProduceForm form = ProduceForm.of(parameters);
        if (form.action().equals("send")) {
            EventProduction.Place place = sent(topic, subject, form);
            return "redirect:" + TopicAddress.of(topic) + "/" + place.partition() + "/" + place.offset();
        }
        List<String> subjects = production.subjects(topic);
        requireTopic(topic);
        EventDraft draft = production.draft(topic, subject);
        boolean isChecked = form.action().equals("check");
        ProduceForm next = form.changed();
        try {
            if (isChecked) {
                check(topic, form, draft, model);
            } else if (form.action().equals("json")) {
                next = form.asJson(draft);
            } else if (form.action().equals("parts")) {
                next = form.asParts(draft);
            }
        } catch (OperationException refused) {
            model.addAttribute("refused", Messages.of(refused));
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            isChecked = true;
        }
        return show(topic, subjects, Optional.of(draft), next, isChecked, model);
    }

    private EventProduction.Place sent(String topic, String subject, ProduceForm form) {
        return production.send(
                topic,
                () -> form.event(production.draft(topic, subject)),
                subject,
                form.get("event-id"),
                form.get("checked"));
    }

    private void check(String topic, ProduceForm form, EventDraft draft, Model model) {
        EventProduction.Event event = form.event(draft);
        EventProduction.Checked checked = production.check(topic, event);
        byte[] value = checked.record().value();
        model.addAttribute("checked", checked.token());
        model.addAttribute("event", event);
        model.addAttribute("size", value.length);
        model.addAttribute("dump", BytesView.dump(value, SHOWN_BYTES));
        model.addAttribute(
                "headers",
                StreamSupport.stream(checked.record().headers().spliterator(), false)
                        .map(ProduceController::row)
                        .toList());
    }

    private static Row row(Header header) {
        return new Row(
                ShownText.line(header.key()), ShownText.line(new String(header.value(), StandardCharsets.UTF_8)));
    }

    private String show(
            String topic,
            List<String> subjects,
            Optional<EventDraft> draft,
            ProduceForm form,
            boolean isChecked,
            Model model) {
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.of(topic));
        model.addAttribute("subjects", subjects);
        model.addAttribute("draft", draft.orElse(null));
        model.addAttribute("form", form);
        model.addAttribute("isChecked", isChecked);
        if (draft.isPresent() && !form.isJson()) {
            try {
                model.addAttribute(
                        "root",
                        SchemaForm.of(draft.orElseThrow().schema(), form.parameters())
                                .root());
            } catch (SchemaForm.TooLargeFormException tooLarge) {
                model.addAttribute("refused", Messages.of(tooLarge));
                model.addAttribute("form", new ProduceForm(form.parameters(), true, form.json()));
            }
        }
        return "produce";
    }

    private void requireTopic(String topic) {
        if (!details.isThere(topic)) {
            throw new NothingHereException("problem.no-topic", topic);
        }
    }
}
