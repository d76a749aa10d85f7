package dev.avenant.console.web;

import dev.avenant.console.events.EventReader;
import dev.avenant.console.events.EventValues;
import dev.avenant.operations.events.CorrelationSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of what belongs together across topics. */
@Controller
class CorrelationController {

    private static final int LONGEST_LINE = 300;

    private final EventReader reader;
    private final EventValues values;

    CorrelationController(EventReader reader, EventValues values) {
        this.reader = reader;
        this.values = values;
    }

    @GetMapping("/correlation")
    String page(@RequestParam Map<String, String> parameters, Model model, HttpServletRequest request) {
        CorrelationForm form = new CorrelationForm(parameters);
        model.addAttribute("form", form);
        model.addAttribute("since", form.since());
        model.addAttribute("base", request.getContextPath());
        if (!form.get("id").isEmpty()) {
            CorrelationSearch.Found found =
                    reader.correlated(form.correlation(), form.sinceMillis(), seen -> true, EventReader.PAGE);
            model.addAttribute("found", found);
            model.addAttribute(
                    "events",
                    values.lines(found.records(), LONGEST_LINE).stream()
                            .map(event -> new EventRow(event.record().topic(), event))
                            .toList());
        }
        return "correlation";
    }
}
