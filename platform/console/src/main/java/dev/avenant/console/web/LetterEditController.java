package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.ShownText;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.deadletters.LetterActions;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.console.deadletters.LetterValues;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

    private final DeadLetters deadLetters;
    private final LetterValues values;
    private final LetterActions actions;
    private final ConsoleSettings settings;

    LetterEditController(
            DeadLetters deadLetters, LetterValues values, LetterActions actions, ConsoleSettings settings) {
        this.deadLetters = deadLetters;
        this.values = values;
        this.actions = actions;
        this.settings = settings;
    }

    /** A value that somebody writes. */
    record Form(String subject, @Nullable Integer version, String value) {}

    @GetMapping(PATH)
    String form(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset, Model model) {
        DeadLetters.Found found = found(topic, partition, offset);
        LetterValues.Proposal proposal = values.proposal(found.letter(), settings.isPersonalDataMasked());
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
            HttpServletRequest request,
            Model model) {
        DeadLetters.Found found = found(topic, partition, offset);
        Form form = new Form(
                parameters.getOrDefault("subject", "").strip(),
                number(parameters.getOrDefault("version", "")),
                parameters.getOrDefault("value", ""));
        LetterQuery query = new LetterQuery(parameters);
        LetterTarget target = query.target();
        model.addAttribute("query", query);
        byte[] bytes;
        try {
            bytes = values.bytes(form.subject(), form.version() == null ? 0 : form.version(), form.value());
        } catch (OperationException refused) {
            model.addAttribute("refused", ShownText.line(String.valueOf(refused.getMessage())));
            return show(topic, found, form, false, model);
        }
        String checked = UUID.nameUUIDFromBytes(bytes) + " " + query.getAddress();
        if (!parameters.containsKey("send") || !checked.equals(parameters.get("checked"))) {
            model.addAttribute("checked", checked);
            model.addAttribute("size", bytes.length);
            model.addAttribute(
                    LetterActionController.LISTED, LetterListing.of(List.of()).text());
            model.addAttribute("dump", BytesView.dump(bytes, 256));
            return show(topic, found, form, false, model);
        }
        LetterReplay replay = new LetterReplay(
                LetterSource.of(topic),
                LetterFilter.at(found.letter().place()),
                target,
                LetterReplay.DEFAULT_MAX_ATTEMPTS);
        actions.replayEdited(
                new LetterActions.Order(
                        "",
                        topic,
                        LetterActionController.actorOf(request),
                        "offset=" + found.letter().place(),
                        1,
                        LetterActionController.listing(parameters)),
                replay,
                found.letter(),
                bytes,
                form.subject() + " v" + form.version());
        return "redirect:" + TopicAddress.ofLetters(topic) + "/" + partition + "/" + offset;
    }

    private DeadLetters.Found found(String topic, int partition, long offset) {
        if (!settings.areActionsEnabled()) {
            throw new WrongRequestException(HttpStatus.FORBIDDEN, "problem.no-actions");
        }
        DeadLetterController.requireTopic(topic, deadLetters);
        return LetterController.found(topic, partition, offset, deadLetters);
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
