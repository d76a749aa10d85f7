package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.topics.KafkaAwayException;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

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

    /**
     * The figures of the page that change, or all of it when more than they did.
     *
     * @param shape that of the page which is shown
     */
    @GetMapping("/overview")
    String renewal(@RequestParam(defaultValue = "") String shape, Model model, HttpServletResponse response) {
        Overview overview = read();
        model.addAttribute("overview", overview);
        if (overview.getShape().equals(shape)) {
            return "overview-figures :: figures";
        }
        response.setHeader("HX-Retarget", "#overview");
        response.setHeader("HX-Reswap", "outerHTML");
        return "overview :: whole";
    }

    private Overview read() {
        Reachability registry = Reachability.ANSWERED;
        int subjectCount = 0;
        String level = "";
        try {
            subjectCount = subjects.count();
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
        return new Overview(registry, level, subjectCount, kafka, allTopics);
    }
}
