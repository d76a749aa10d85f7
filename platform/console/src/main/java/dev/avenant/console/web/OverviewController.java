package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.SubjectSummary;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. Each half of it says for itself when its server is away. */
@Controller
class OverviewController {

    private final Subjects subjects;
    private final Topics topics;

    OverviewController(Subjects subjects, Topics topics) {
        this.subjects = subjects;
        this.topics = topics;
    }

    @GetMapping("/")
    String page(Model model) {
        model.addAttribute("overview", read());
        return "overview";
    }

    /** The part of the page that renews itself. */
    @GetMapping("/overview")
    String fragment(Model model) {
        model.addAttribute("overview", read());
        return "overview :: overview";
    }

    private Overview read() {
        Reachability registry = Reachability.ANSWERED;
        List<SubjectSummary> allSubjects = List.of();
        String level = "";
        try {
            allSubjects = subjects.all();
            level = subjects.globalLevel();
        } catch (RegistryAwayException away) {
            registry = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            registry = Reachability.refused(refused);
        }
        Reachability kafka = Reachability.ANSWERED;
        List<TopicSummary> allTopics = List.of();
        try {
            allTopics = topics.all();
        } catch (KafkaAwayException away) {
            kafka = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            kafka = Reachability.refused(refused);
        }
        return new Overview(registry, level, allSubjects, kafka, allTopics);
    }
}
