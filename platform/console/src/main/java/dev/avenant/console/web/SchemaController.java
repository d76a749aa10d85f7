package dev.avenant.console.web;

import dev.avenant.console.registry.VersionReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a schema id, which stands in every message. */
@Controller
class SchemaController {

    private final VersionReader versions;

    SchemaController(VersionReader versions) {
        this.versions = versions;
    }

    /** @param subject one of the context that the id is of; the default context when none is named */
    @GetMapping("/schemas/{id}")
    String page(@PathVariable int id, @RequestParam @Nullable String subject, Model model) {
        model.addAttribute(
                "found",
                versions.byId(id, subject)
                        .orElseThrow(() -> new NothingHereException("problem.no-id", String.valueOf(id))));
        return "schema";
    }
}
