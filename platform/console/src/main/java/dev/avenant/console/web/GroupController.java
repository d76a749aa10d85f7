package dev.avenant.console.web;

import dev.avenant.console.topics.GroupSubscriptions;
import dev.avenant.console.topics.Groups;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of consumer groups: their list, and one of them with what it has yet to read and what its processes do. */
@Controller
class GroupController {

    private final Groups groups;
    private final GroupSubscriptions subscriptions;

    GroupController(Groups groups, GroupSubscriptions subscriptions) {
        this.groups = groups;
        this.subscriptions = subscriptions;
    }

    @GetMapping("/groups")
    String list(Model model) {
        model.addAttribute("groups", groups.all().stream().map(GroupRow::new).toList());
        return "groups";
    }

    @GetMapping("/groups/{group}")
    String page(@PathVariable String group, Model model) {
        Groups.Group found = groups.named(group).orElseThrow(() -> new NothingHereException("problem.no-group", group));
        model.addAttribute("group", found);
        model.addAttribute("resettable", groups.isResettable(found));
        model.addAttribute("actedOn", groups.isActedOn(found));
        model.addAttribute("processes", subscriptions.of(found));
        model.addAttribute("address", TopicAddress.ofGroup(group));
        return "group";
    }

    @PostMapping("/groups/{group}/pause")
    String pause(
            @PathVariable String group,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String instance,
            Model model) {
        return done(group, true, PauseOrder.done(subscriptions, group, true, topic, instance), model);
    }

    @PostMapping("/groups/{group}/resume")
    String resume(
            @PathVariable String group,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String instance,
            Model model) {
        return done(group, false, PauseOrder.done(subscriptions, group, false, topic, instance), model);
    }

    private static String done(String group, boolean isPaused, List<GroupSubscriptions.Outcome> outcomes, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("address", TopicAddress.ofGroup(group));
        model.addAttribute("paused", isPaused);
        model.addAttribute("outcomes", outcomes);
        model.addAttribute(
                "done",
                outcomes.stream().filter(outcome -> outcome.problem() == null).count());
        return "pause-done";
    }
}
