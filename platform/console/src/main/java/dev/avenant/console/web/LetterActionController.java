package dev.avenant.console.web;

import dev.avenant.console.deadletters.LetterJob;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterPreview;
import dev.avenant.operations.letters.LetterReplay;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    private final LetterOrders orders;

    LetterActionController(LetterOrders orders) {
        this.orders = orders;
    }

    @GetMapping("/dead-letters/{topic}/replay")
    String replayPage(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        LetterQuery query = new LetterQuery(parameters);
        boolean isPlaced = orders.isPlaced(topic, query);
        LetterPreview preview = orders.previewReplay(topic, query);
        model.addAttribute("own", DeadLetterTopic.isName(topic));
        model.addAttribute("placed", isPlaced);
        model.addAttribute("replayTopic", orders.replayTopic(topic).orElse(""));
        show(topic, query, isPlaced ? preview : null, "replay", page, model, response);
        return "replay";
    }

    @PostMapping("/dead-letters/{topic}/replay")
    String replay(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "") String rate) {
        LetterQuery query = new LetterQuery(parameters);
        orders.replay(topic, query, () -> listing(parameters), rate);
        return "redirect:" + LetterOrders.addressOf(topic, "replay", query);
    }

    @GetMapping("/dead-letters/{topic}/drop")
    String dropPage(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            Model model,
            HttpServletResponse response) {
        LetterQuery query = new LetterQuery(parameters);
        show(topic, query, orders.previewDrop(topic, query), "drop", page, model, response);
        return "drop";
    }

    @PostMapping("/dead-letters/{topic}/drop")
    String drop(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "") String reason) {
        LetterQuery query = new LetterQuery(parameters);
        orders.drop(topic, query, () -> listing(parameters), reason);
        return "redirect:" + LetterOrders.addressOf(topic, "drop", query);
    }

    @PostMapping("/dead-letters/{topic}/{action:replay|drop}/stop")
    String stop(@PathVariable String topic, @PathVariable String action, @RequestParam Map<String, String> parameters) {
        LetterQuery query = new LetterQuery(parameters);
        orders.stop(topic, action, query);
        return "redirect:" + LetterOrders.addressOf(topic, action, query);
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
        LetterJob job = orders.job(topic, action, query).orElse(null);
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
        return text.isEmpty() ? LetterListing.ALL : LetterOrders.listing(text);
    }
}
