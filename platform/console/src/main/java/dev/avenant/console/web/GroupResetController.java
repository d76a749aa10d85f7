package dev.avenant.console.web;

import dev.avenant.console.topics.GroupResets;
import dev.avenant.console.topics.OffsetListing;
import dev.avenant.operations.groups.GroupReset;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that sets where a group goes on. Its address says where to; it lists what would change, and asks whether to. */
@Controller
class GroupResetController {

    private final GroupResets resets;

    GroupResetController(GroupResets resets) {
        this.resets = resets;
    }

    @GetMapping("/groups/{group}/reset")
    String preview(@PathVariable String group, @RequestParam Map<String, String> parameters, Model model) {
        GroupResetForm form = new GroupResetForm(parameters);
        GroupReset reset = form.reset(group).orElse(null);
        GroupResets.Preview preview =
                resets.preview(group, reset).orElseThrow(() -> new NothingHereException("problem.no-group", group));
        model.addAttribute("group", group);
        model.addAttribute("address", TopicAddress.ofGroup(group));
        model.addAttribute("form", form);
        model.addAttribute("asked", reset != null);
        model.addAttribute("preview", preview);
        return "reset";
    }

    @PostMapping("/groups/{group}/reset")
    String reset(@PathVariable String group, @RequestParam(defaultValue = "") String listed, Model model) {
        OffsetListing done = resets.reset(group, () -> GroupResetForm.listing(listed))
                .orElseThrow(() -> new NothingHereException("problem.no-group", group));
        model.addAttribute("group", group);
        model.addAttribute("address", TopicAddress.ofGroup(group));
        model.addAttribute("done", done);
        return "reset-done";
    }
}
