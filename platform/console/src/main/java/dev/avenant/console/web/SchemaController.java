package dev.avenant.console.web;

import dev.avenant.console.registry.VersionReader;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a schema id, which stands in every message. */
@Controller
class SchemaController {

    private final VersionReader versions;

    SchemaController(VersionReader versions) {
        this.versions = versions;
    }

    @GetMapping("/schemas/{id}")
    String page(@PathVariable int id, Model model) {
        model.addAttribute(
                "found",
                versions.byId(id).orElseThrow(() -> new NothingHereException("problem.no-id", String.valueOf(id))));
        return "schema";
    }
}
