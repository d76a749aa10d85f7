package dev.avenant.console.web;

import dev.avenant.console.topics.Groups;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The pages of consumer groups: their list, and one of them with what it has yet to read. */
@Controller
class GroupController {

    private final Groups groups;

    GroupController(Groups groups) {
        this.groups = groups;
    }

    @GetMapping("/groups")
    String list(Model model) {
        Groups.All all = groups.all();
        model.addAttribute("groups", all.groups().stream().map(GroupRow::new).toList());
        model.addAttribute("others", all.others());
        return "groups";
    }

    @GetMapping("/groups/{group}")
    String page(@PathVariable String group, Model model) {
        Groups.Group found = groups.named(group).orElseThrow(() -> new NothingHereException("problem.no-group", group));
        model.addAttribute("group", found);
        model.addAttribute("resettable", groups.isResettable(found));
        model.addAttribute("address", TopicAddress.ofGroup(group));
        return "group";
    }
}
