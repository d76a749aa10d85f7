package dev.avenant.console.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page. Each half of it says for itself when its server is away. */
@Controller
class OverviewController {

    private final OverviewReader reader;

    OverviewController(OverviewReader reader) {
        this.reader = reader;
    }

    @GetMapping("/")
    String page(Model model) {
        model.addAttribute("overview", reader.read());
        return "overview";
    }

    /**
     * The figures of the page that change, or all of it when more than they did.
     *
     * @param shape that of the page which is shown
     */
    @GetMapping("/overview")
    String renewal(@RequestParam(defaultValue = "") String shape, Model model, HttpServletResponse response) {
        Overview overview = reader.read();
        model.addAttribute("overview", overview);
        if (overview.getShape().equals(shape)) {
            return "overview-figures :: figures";
        }
        response.setHeader("HX-Retarget", "#overview");
        response.setHeader("HX-Reswap", "outerHTML");
        return "overview :: whole";
    }
}
