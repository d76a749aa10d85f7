package dev.avenant.console.web;

import dev.avenant.console.access.Access;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterGroup;
import dev.avenant.operations.letters.LetterTarget;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages that list dead letters: of all topics by what they have alike, and those of one. */
@Controller
class DeadLetterController {

    private static final int MOST_GROUPS = 100;

    private final DeadLetters deadLetters;
    private final Access access;

    DeadLetterController(DeadLetters deadLetters, Access access) {
        this.deadLetters = deadLetters;
        this.access = access;
    }

    @GetMapping("/dead-letters")
    String summary(Model model) {
        DeadLetters.Summary summary = deadLetters.summary();
        model.addAttribute("topics", deadLetters.topics());
        addGroups(summary.groups(), model);
        model.addAttribute("unread", summary.unread());
        return "dead-letter-topics";
    }

    @GetMapping("/dead-letters/{topic}")
    String list(
            @PathVariable String topic,
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        LetterQuery query = new LetterQuery(parameters);
        LetterFilter filter = query.filter();
        LetterTarget target = query.target();
        requireTopic(topic, deadLetters);
        DeadLetters.Listing listing = deadLetters.list(topic, filter, target);
        model.addAttribute("topic", topic);
        model.addAttribute("address", TopicAddress.ofLetters(topic));
        model.addAttribute("query", query);
        model.addAttribute("listing", listing);
        addGroups(listing.groups(), model);
        model.addAttribute(
                "page",
                ListPage.of(
                        listing.found().stream()
                                .map(letter -> new LetterRow(topic, letter))
                                .toList(),
                        page));
        model.addAttribute("actions", access.actsOn(topic));
        model.addAttribute("readOnly", access.isReadOnly());
        model.addAttribute("own", DeadLetterTopic.isName(topic));
        return "dead-letters";
    }

    /** The first of them: bytes that begin like an id by chance make a group of each letter. */
    private static void addGroups(List<LetterGroup> groups, Model model) {
        model.addAttribute(
                "groups",
                groups.stream().limit(MOST_GROUPS).map(LetterGroupRow::new).toList());
        model.addAttribute("moreGroups", Math.max(0, groups.size() - MOST_GROUPS));
    }

    /** Other topics are not shown here: none of their records is a letter. */
    static void requireTopic(String topic, DeadLetters deadLetters) {
        if (!deadLetters.isTopic(topic)) {
            throw new NothingHereException("problem.no-dead-letters", topic);
        }
    }
}
