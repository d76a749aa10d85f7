package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ShownText;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.SubjectSummary;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.registry.VersionReader;
import dev.avenant.console.topics.Groups;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks for one text in all that the console shows. Each half says for itself when its server is away. */
@Controller
class SearchController {

    private final Subjects subjects;
    private final VersionReader versions;
    private final Topics topics;
    private final Groups groups;

    SearchController(Subjects subjects, VersionReader versions, Topics topics, Groups groups) {
        this.subjects = subjects;
        this.versions = versions;
        this.topics = topics;
        this.groups = groups;
    }

    @GetMapping("/search")
    String page(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip();
        model.addAttribute("q", text);
        model.addAttribute("asked", ShownText.line(text));
        model.addAttribute("registry", Reachability.ANSWERED);
        model.addAttribute("kafka", Reachability.ANSWERED);
        try {
            List<SubjectSummary> found = text.isEmpty() ? List.of() : subjects.search(text);
            model.addAttribute("subjects", ListPage.of(found, 1));
            if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= Integer.MAX_VALUE) {
                versions.byId(Integer.parseInt(text), null).ifPresent(schema -> model.addAttribute("found", schema));
            }
        } catch (RegistryAwayException away) {
            model.addAttribute("registry", Reachability.away(away));
        } catch (AccessRefusedException refused) {
            model.addAttribute("registry", Reachability.refused(refused));
        }
        try {
            String wanted = text.toLowerCase(Locale.ROOT);
            model.addAttribute("topics", text.isEmpty() ? List.of() : topics(wanted));
            model.addAttribute("groups", text.isEmpty() ? List.of() : groups(wanted));
        } catch (KafkaAwayException away) {
            model.addAttribute("kafka", Reachability.away(away));
        } catch (AccessRefusedException refused) {
            model.addAttribute("kafka", Reachability.refused(refused));
        }
        return "search";
    }

    private List<TopicSummary> topics(String text) {
        return topics.all().stream()
                .filter(topic -> topic.name().toLowerCase(Locale.ROOT).contains(text))
                .toList();
    }

    private List<TopicController.GroupLink> groups(String text) {
        return groups.names().stream()
                .filter(group -> group.toLowerCase(Locale.ROOT).contains(text))
                .map(group -> new TopicController.GroupLink(group, 0))
                .toList();
    }
}
