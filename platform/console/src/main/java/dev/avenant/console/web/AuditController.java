package dev.avenant.console.web;

import dev.avenant.console.access.Access;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that shows what people did, and were not let do. */
@Controller
class AuditController {

    private static final int MOST = 1000;

    private final Access access;

    AuditController(Access access) {
        this.access = access;
    }

    @GetMapping("/audit")
    String page(@RequestParam(defaultValue = "1") int page, Model model) {
        List<AuditRow> rows = access.records(MOST).stream().map(AuditRow::new).toList();
        model.addAttribute("topic", access.recordTopic());
        model.addAttribute("page", ListPage.of(rows, page));
        return "audit";
    }
}
