package dev.avenant.console.web;

import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.contracts.VersionUses;
import dev.avenant.console.registry.SchemaChanges;
import dev.avenant.console.registry.SubjectSummary;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.registry.UnusableSchemaException;
import dev.avenant.console.registry.VersionPage;
import dev.avenant.console.registry.VersionReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of subjects: their list, a version, what changed between two, and what another schema would change. */
@Controller
class SubjectController {

    private final Subjects subjects;
    private final VersionReader versions;
    private final SchemaChanges changes;
    private final VersionUses uses;

    SubjectController(Subjects subjects, VersionReader versions, SchemaChanges changes, VersionUses uses) {
        this.subjects = subjects;
        this.versions = versions;
        this.changes = changes;
        this.uses = uses;
    }

    @GetMapping("/subjects")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
        List<SubjectSummary> found = subjects.search(q);
        model.addAttribute("q", q);
        model.addAttribute("asked", ShownText.line(q.strip()));
        model.addAttribute("page", ListPage.of(found, page));
        return "subjects";
    }

    /** Its latest version unless another is asked for. */
    @GetMapping("/subjects/{subject}")
    String page(@PathVariable String subject, @RequestParam @Nullable Integer version, Model model) {
        model.addAttribute("page", found(subject, version));
        model.addAttribute("declared", uses.declared(subject));
        return "subject";
    }

    @GetMapping("/subjects/{subject}/diff")
    String diff(@PathVariable String subject, @RequestParam int from, @RequestParam int to, Model model) {
        VersionPage page = found(subject, to);
        model.addAttribute("page", page);
        model.addAttribute("from", from);
        model.addAttribute("change", ChangeAddress.of(subject, from, to));
        model.addAttribute(
                "diff",
                changes.between(subject, from, to, LocaleContextHolder.getLocale())
                        .orElseThrow(() -> new NothingHereException("problem.no-version", subject, from)));
        return "diff";
    }

    @GetMapping("/subjects/{subject}/check")
    String checkForm(@PathVariable String subject, Model model) {
        VersionPage page = found(subject, null);
        model.addAttribute("page", page);
        model.addAttribute("schema", page.schema().text());
        return "check";
    }

    @PostMapping("/subjects/{subject}/check")
    String check(@PathVariable String subject, @RequestParam String schema, Model model) {
        model.addAttribute("page", found(subject, null));
        model.addAttribute("schema", schema);
        model.addAttribute("change", ChangeAddress.of(subject, schema));
        try {
            changes.tryNext(subject, schema, LocaleContextHolder.getLocale())
                    .ifPresent(trial -> model.addAttribute("trial", trial));
        } catch (UnusableSchemaException unusable) {
            model.addAttribute("unusable", Messages.of(unusable));
        }
        return "check";
    }

    private VersionPage found(String subject, @Nullable Integer version) {
        return versions.page(subject, version)
                .orElseThrow(() -> version == null
                        ? new NothingHereException("problem.no-subject", subject)
                        : new NothingHereException("problem.no-version", subject, version));
    }
}
