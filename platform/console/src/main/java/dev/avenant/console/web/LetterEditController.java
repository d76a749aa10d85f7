package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.deadletters.LetterValues;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.OperationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that replays one letter with another value: first it is checked, then it is sent. */
@Controller
class LetterEditController {

    private static final String PATH = "/dead-letters/{topic}/{partition:[0-9]{1,9}}/{offset:[0-9]{1,18}}/edit";

    private final LetterOrders orders;
    private final LetterValues values;

    LetterEditController(LetterOrders orders, LetterValues values) {
        this.orders = orders;
        this.values = values;
    }

    /** A value that somebody writes. */
    record Form(String subject, @Nullable Integer version, String value) {}

    @GetMapping(PATH)
    String form(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset, Model model) {
        DeadLetters.Found found = orders.editable(topic, partition, offset);
        LetterValues.Proposal proposal = values.proposal(found.letter());
        model.addAttribute("query", new LetterQuery(Map.of()));
        return show(
                topic,
                found,
                new Form(proposal.subject(), proposal.version(), proposal.json()),
                proposal.isMasked(),
                model);
    }

    /** Checks the value, and sends it when the very same bytes were checked before. */
    @PostMapping(PATH)
    String check(
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset,
            @RequestParam Map<String, String> parameters,
            Model model) {
        Form form = new Form(
                parameters.getOrDefault("subject", "").strip(),
                number(parameters.getOrDefault("version", "")),
                parameters.getOrDefault("value", ""));
        LetterQuery query = new LetterQuery(parameters);
        model.addAttribute("query", query);
        try {
            LetterOrders.Checked checked = orders.edit(
                    topic,
                    partition,
                    offset,
                    query,
                    new LetterOrders.Edit(
                            form.subject(),
                            form.version() == null ? 0 : form.version(),
                            form.value(),
                            parameters.containsKey("send") ? parameters.get("checked") : null));
            if (checked.isSent()) {
                return "redirect:" + TopicAddress.ofLetters(topic) + "/" + partition + "/" + offset;
            }
            model.addAttribute("checked", checked.token());
            model.addAttribute("size", checked.size());
            model.addAttribute("dump", checked.dump());
            return show(topic, checked.letter(), form, false, model);
        } catch (OperationException refused) {
            model.addAttribute("refused", Messages.of(refused));
            return show(topic, orders.editable(topic, partition, offset), form, false, model);
        }
    }

    private static String show(String topic, DeadLetters.Found found, Form form, boolean isMasked, Model model) {
        LetterView view = new LetterView(topic, found);
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.ofLetters(topic));
        model.addAttribute("letter", view);
        model.addAttribute("action", view.getRow().address() + "/edit");
        model.addAttribute("form", form);
        model.addAttribute("masked", isMasked);
        model.addAttribute("own", DeadLetterTopic.isName(topic));
        return "edit";
    }

    private static @Nullable Integer number(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
