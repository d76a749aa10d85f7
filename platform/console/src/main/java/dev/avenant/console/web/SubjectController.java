package dev.avenant.console.web;

import dev.avenant.console.registry.SubjectPage;
import dev.avenant.console.registry.Subjects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one subject; its latest version unless another is asked for. */
@Controller
class SubjectController {

    private final Subjects subjects;

    SubjectController(Subjects subjects) {
        this.subjects = subjects;
    }

    @GetMapping("/subjects/{subject}")
    String page(@PathVariable String subject, @RequestParam @Nullable Integer version, Model model) {
        SubjectPage page = subjects.page(subject, version)
                .orElseThrow(() -> new NothingHereException("No subject " + subject
                        + (version == null ? "" : " with a version " + version)
                        + " is registered. The overview lists those that are."));
        model.addAttribute("subject", page);
        return "subject";
    }
}
