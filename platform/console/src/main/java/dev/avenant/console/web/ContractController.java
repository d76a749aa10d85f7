package dev.avenant.console.web;

import dev.avenant.console.contracts.Catalogue;
import dev.avenant.console.contracts.CataloguedTopic;
import dev.avenant.console.contracts.Drift;
import dev.avenant.console.contracts.LineageDrawing;
import dev.avenant.console.contracts.LineageGraph;
import dev.avenant.console.contracts.TopicSchemas;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of contracts: the catalogue, one topic of it, who writes and reads what as a picture, and what differs. */
@Controller
class ContractController {

    private final Catalogue catalogue;
    private final Drift drift;
    private final TopicSchemas schemas;

    ContractController(Catalogue catalogue, Drift drift, TopicSchemas schemas) {
        this.catalogue = catalogue;
        this.drift = drift;
        this.schemas = schemas;
    }

    @GetMapping("/contracts")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
        Catalogue.Catalogued found = catalogue.read().with(q);
        model.addAttribute("text", q);
        model.addAttribute("catalogue", found);
        model.addAttribute("page", ListPage.of(found.topics(), page));
        return "contracts";
    }

    /** Its records are read when that is asked for, since that takes some seconds. */
    @GetMapping("/contracts/topics/{topic}")
    String topic(@PathVariable String topic, @RequestParam(defaultValue = "false") boolean schemas, Model model) {
        Catalogue.Catalogued found = catalogue.read();
        CataloguedTopic one =
                found.topic(topic).orElseThrow(() -> new NothingHereException("problem.no-contract", topic));
        model.addAttribute("catalogue", found);
        model.addAttribute("topic", one);
        model.addAttribute(
                "seen",
                schemas && one.isThere() != null && one.isThere()
                        ? this.schemas.of(topic, LocaleContextHolder.getLocale())
                        : null);
        return "contract";
    }

    @GetMapping("/contracts/lineage")
    String lineage(@RequestParam(defaultValue = "") String of, Model model) {
        Catalogue.Catalogued found = catalogue.read();
        LineageGraph whole = LineageGraph.of(found.topics());
        LineageGraph graph = whole.around(of.strip());
        model.addAttribute("of", of.strip());
        model.addAttribute("catalogue", found);
        model.addAttribute("names", whole.names());
        model.addAttribute("graph", graph);
        model.addAttribute("drawing", LineageDrawing.of(graph));
        model.addAttribute(
                "topics",
                found.topics().stream()
                        .filter(topic -> graph.topics().contains(topic.name()))
                        .toList());
        return "lineage";
    }

    @GetMapping("/contracts/drift")
    String drift(Model model) {
        model.addAttribute("drift", drift.read(LocaleContextHolder.getLocale()));
        return "drift";
    }
}
