package dev.avenant.console.web;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.deadletters.LetterActions;
import dev.avenant.console.deadletters.LetterJob;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterPreview;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages that replay and drop letters. The address of each says which letters are meant; it lists what would be taken,
 * asks whether to, and shows how far it is. What ended in the middle is gone on with from the same address.
 */
@Controller
class LetterActionController {

    static final String LISTED = "listed";

    private static final int LONGEST_REASON = 500;

    private final DeadLetters deadLetters;
    private final LetterActions actions;
    private final ConsoleSettings settings;

    LetterActionController(DeadLetters deadLetters, LetterActions actions, ConsoleSettings settings) {
        this.deadLetters = deadLetters;
        this.actions = actions;
        this.settings = settings;
    }

    @GetMapping("/dead-letters/{topic}/replay")
    String replayPage(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        requireActions();
        LetterQuery query = new LetterQuery(parameters);
        LetterReplay replay = replay(topic, query);
        boolean isPlaced = !replay.target().equals(LetterTarget.OWN_GROUP) || DeadLetterTopic.isName(topic);
        model.addAttribute("own", DeadLetterTopic.isName(topic));
        model.addAttribute("placed", isPlaced);
        model.addAttribute("replayTopic", replay.source().replayTopic().orElse(""));
        show(topic, query, isPlaced ? deadLetters.preview(replay) : null, "replay", page, model, response);
        return "replay";
    }

    @PostMapping("/dead-letters/{topic}/replay")
    String replay(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "") String rate,
            HttpServletRequest request) {
        requireActions();
        LetterQuery query = new LetterQuery(parameters);
        LetterReplay replay = replay(topic, query);
        Double limit = rateOf(rate);
        LetterListing listing = listing(parameters);
        int planned = planned(deadLetters.preview(replay), listing);
        String address = addressOf(topic, "replay", query);
        actions.replay(
                new LetterActions.Order(address, topic, actorOf(request), query.getAddress(), planned, listing),
                replay,
                limit);
        return "redirect:" + address;
    }

    @GetMapping("/dead-letters/{topic}/drop")
    String dropPage(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        requireActions();
        LetterQuery query = new LetterQuery(parameters);
        show(topic, query, deadLetters.preview(drop(topic, query)), "drop", page, model, response);
        return "drop";
    }

    @PostMapping("/dead-letters/{topic}/drop")
    String drop(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        requireActions();
        LetterQuery query = new LetterQuery(parameters);
        LetterDrop drop = drop(topic, query);
        if (reason.isBlank()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-reason");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new WrongRequestException(
                    HttpStatus.BAD_REQUEST,
                    "problem.long-reason",
                    LONGEST_REASON,
                    reason.strip().length());
        }
        LetterListing listing = listing(parameters);
        int planned = planned(deadLetters.preview(drop), listing);
        String address = addressOf(topic, "drop", query);
        actions.drop(
                new LetterActions.Order(address, topic, actorOf(request), query.getAddress(), planned, listing),
                drop,
                reason.strip());
        return "redirect:" + address;
    }

    @PostMapping("/dead-letters/{topic}/{action:replay|drop}/stop")
    String stop(@PathVariable String topic, @PathVariable String action, @RequestParam Map<String, String> parameters) {
        requireActions();
        LetterQuery query = new LetterQuery(parameters);
        actions.stop(addressOf(topic, action, query));
        return "redirect:" + addressOf(topic, action, query);
    }

    private void requireActions() {
        if (!settings.areActionsEnabled()) {
            throw new WrongRequestException(HttpStatus.FORBIDDEN, "problem.no-actions");
        }
    }

    private LetterReplay replay(String topic, LetterQuery query) {
        LetterReplay replay = new LetterReplay(
                LetterSource.of(topic), query.filter(), query.target(), LetterReplay.DEFAULT_MAX_ATTEMPTS);
        DeadLetterController.requireTopic(topic, deadLetters);
        return replay;
    }

    private LetterDrop drop(String topic, LetterQuery query) {
        LetterDrop drop = new LetterDrop(LetterSource.of(topic), query.filter());
        DeadLetterController.requireTopic(topic, deadLetters);
        return drop;
    }

    private void show(
            String topic,
            LetterQuery query,
            @Nullable LetterPreview preview,
            String action,
            int page,
            Model model,
            HttpServletResponse response) {
        List<IndexedLetter> taken = preview == null ? List.of() : preview.taken();
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.ofLetters(topic));
        model.addAttribute("action", TopicAddress.ofLetters(topic) + "/" + action);
        model.addAttribute("query", query);
        model.addAttribute("tally", preview == null ? null : preview.tally());
        model.addAttribute("unread", preview == null ? 0 : preview.unread());
        model.addAttribute(LISTED, LetterListing.of(taken).text());
        model.addAttribute("attempts", LetterReplay.DEFAULT_MAX_ATTEMPTS);
        model.addAttribute(
                "page",
                ListPage.of(
                        taken.stream()
                                .map(letter -> new LetterRow(topic, letter))
                                .toList(),
                        page));
        LetterJob job = actions.job(addressOf(topic, action, query)).orElse(null);
        model.addAttribute("job", job);
        if (job != null && !job.isRunning()) {
            // The figures alone are renewed while it runs; then the page lists what is left.
            response.setHeader("HX-Retarget", "#work");
            response.setHeader("HX-Reselect", "#work");
            response.setHeader("HX-Reswap", "outerHTML");
        }
    }

    /** What the page listed whose button was pressed; all when the request came from no page. */
    static LetterListing listing(Map<String, String> parameters) {
        String text = parameters.getOrDefault(LISTED, "");
        return text.isEmpty()
                ? LetterListing.ALL
                : LetterListing.parse(text)
                        .orElseThrow(
                                () -> new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-listing", text));
    }

    private static int planned(LetterPreview preview, LetterListing listing) {
        return (int) preview.taken().stream()
                .map(IndexedLetter::facts)
                .filter(letter -> listing.holds(letter.partition(), letter.offset()))
                .count();
    }

    /** Nobody signs in, so no more is known than from where the request came. */
    static String actorOf(HttpServletRequest request) {
        return "console user at " + request.getRemoteAddr();
    }

    private static String addressOf(String topic, String action, LetterQuery query) {
        return TopicAddress.ofLetters(topic) + "/" + action + "?" + query.getAddress();
    }

    private static @Nullable Double rateOf(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            double rate = Double.parseDouble(text.strip());
            if (rate > 0 && Double.isFinite(rate)) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-rate", text);
    }
}
