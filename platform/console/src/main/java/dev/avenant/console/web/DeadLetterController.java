package dev.avenant.console.web;

import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of one dead-letter topic. Other topics are not shown: what they carry may be personal data. */
@Controller
class DeadLetterController {

    private static final int NEWEST_PER_PARTITION = 50;

    private final Topics topics;
    private final DeadLetters deadLetters;

    DeadLetterController(Topics topics, DeadLetters deadLetters) {
        this.topics = topics;
        this.deadLetters = deadLetters;
    }

    @GetMapping("/dead-letters/{topic}")
    String page(@PathVariable String topic, Model model) {
        boolean known = topics.all().stream()
                .filter(TopicSummary::isDeadLetterTopic)
                .anyMatch(summary -> summary.name().equals(topic));
        if (!known) {
            throw new NothingHereException("problem.no-dead-letters", topic);
        }
        model.addAttribute("topic", topic);
        model.addAttribute("letters", deadLetters.newest(topic, NEWEST_PER_PARTITION));
        return "dead-letters";
    }
}
