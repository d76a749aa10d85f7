package dev.avenant.console.web;

import dev.avenant.console.contracts.ChangeReview;
import dev.avenant.console.contracts.VersionUses;
import java.nio.charset.StandardCharsets;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The pages of a change: from one version to another or to a schema that is not registered, and who uses which version. */
@Controller
class ChangeController {

    private final ChangeReview changes;
    private final VersionUses uses;

    ChangeController(ChangeReview changes, VersionUses uses) {
        this.changes = changes;
        this.uses = uses;
    }

    @GetMapping("/changes/{subject}/{from}..{to}")
    String between(@PathVariable String subject, @PathVariable int from, @PathVariable int to, Model model) {
        return shown(
                changes.between(subject, from, to, LocaleContextHolder.getLocale())
                        .orElseThrow(() -> new NothingHereException("problem.no-version", subject, from + ", " + to)),
                model);
    }

    /** The schema is in the address, so that the page is there for as long as the address is kept. */
    @GetMapping("/changes/{subject}/proposed")
    String proposed(@PathVariable String subject, @RequestParam String schema, Model model) {
        return shown(
                changes.proposed(subject, SchemaParameter.decoded(schema), LocaleContextHolder.getLocale())
                        .orElseThrow(() -> new NothingHereException("problem.no-subject", subject)),
                model);
    }

    private static String shown(ChangeReview.Review review, Model model) {
        model.addAttribute("review", review);
        model.addAttribute("address", addressOf(review.subject()));
        return "change";
    }

    @GetMapping("/subjects/{subject}/usage")
    String usage(@PathVariable String subject, Model model) {
        model.addAttribute(
                "uses",
                uses.of(subject, LocaleContextHolder.getLocale())
                        .orElseThrow(() -> new NothingHereException("problem.no-subject", subject)));
        model.addAttribute("address", addressOf(subject));
        return "usage";
    }

    private static String addressOf(String subject) {
        return "/subjects/" + UriUtils.encode(subject, StandardCharsets.UTF_8);
    }
}
