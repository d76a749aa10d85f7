package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of what was found in all that the console shows. */
@Controller
class SearchController {

    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @GetMapping("/search")
    String page(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip();
        Search.Found found = search.find(text);
        model.addAttribute("q", text);
        model.addAttribute("asked", ShownText.line(text));
        model.addAttribute("registry", found.registry());
        model.addAttribute("subjects", ListPage.of(found.subjects(), 1));
        model.addAttribute("found", found.schema());
        model.addAttribute("kafka", found.kafka());
        model.addAttribute("topics", found.topics());
        model.addAttribute(
                "groups",
                found.groups().stream()
                        .map(group -> new TopicController.GroupLink(group, 0))
                        .toList());
        return "search";
    }
}
