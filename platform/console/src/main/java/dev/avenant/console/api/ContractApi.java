package dev.avenant.console.api;

import dev.avenant.console.ShownText;
import dev.avenant.console.contracts.Catalogue;
import dev.avenant.console.contracts.Catalogue.Catalogued;
import dev.avenant.console.contracts.CataloguedTopic;
import dev.avenant.console.contracts.CataloguedTopic.EventType;
import dev.avenant.console.contracts.CataloguedTopic.Participant;
import dev.avenant.console.contracts.Difference;
import dev.avenant.console.contracts.Drift;
import dev.avenant.console.contracts.LineageGraph;
import dev.avenant.console.contracts.RunningTopics;
import dev.avenant.console.contracts.TopicSchemas;
import dev.avenant.console.web.NothingHereException;
import dev.avenant.text.Sentence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Contracts: what is declared of topics, who is seen to write and read them, and where the two differ. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Contracts")
class ContractApi {

    private final Catalogue catalogue;
    private final Drift drift;
    private final TopicSchemas schemas;

    ContractApi(Catalogue catalogue, Drift drift, TopicSchemas schemas) {
        this.catalogue = catalogue;
        this.drift = drift;
        this.schemas = schemas;
    }

    /** What an answer is made from: whether contracts are configured and can be read, and what Kafka did not say. */
    record Sources(
            boolean contractsConfigured,
            @Nullable String contractsProblem,
            @Nullable String kafkaProblem,
            Map<RunningTopics.Part, String> missing) {
        static Sources of(Catalogued found) {
            Map<RunningTopics.Part, String> missing = new EnumMap<>(RunningTopics.Part.class);
            found.missing().forEach((part, why) -> missing.put(part, inEnglish(why)));
            return new Sources(
                    found.isConfigured(),
                    found.problem() == null ? null : inEnglish(found.problem()),
                    found.away() == null ? null : inEnglish(found.away()),
                    missing);
        }
    }

    private static String inEnglish(Sentence said) {
        return ShownText.line(said.toString());
    }

    /** A topic with its contract. */
    record ContractedTopic(
            String name,
            boolean declared,
            @Nullable Boolean there,
            String description,
            @Nullable String owner,
            @Nullable String key,
            List<Event> events,
            List<Participant> producers,
            List<Participant> consumers,
            List<Difference> differences) {
        static ContractedTopic of(CataloguedTopic topic) {
            return new ContractedTopic(
                    topic.name(),
                    topic.isDeclared(),
                    topic.isThere(),
                    topic.description(),
                    topic.owner(),
                    topic.key(),
                    topic.events().stream().map(Event::of).toList(),
                    topic.producers(),
                    topic.consumers(),
                    topic.differences());
        }
    }

    /** An event of a topic. */
    record Event(
            String name,
            String level,
            List<String> consumers,
            List<String> tags,
            @Nullable String subject) {
        static Event of(EventType event) {
            return new Event(event.name(), event.level(), event.consumers(), event.tags(), event.subject());
        }
    }

    /** A part of the catalogue, and what it is made from. */
    record Contracts(
            Sources sources,
            List<ContractedTopic> items,
            int total,
            @Nullable String next) {}

    /** A topic of the catalogue, what it is made from, and with which schemas its records were written. */
    record Contract(Sources sources, ContractedTopic topic, TopicSchemas.@Nullable Found schemas) {}

    /** Who writes and reads what. */
    record Lineage(Sources sources, List<String> topics, List<LineageGraph.Edge> edges) {}

    /**
     * Where files, registry and topics differ.
     *
     * @param registry null when the registry was not compared
     */
    record Differences(
            Sources sources,
            List<String> files,
            boolean filesHaveErrors,
            Drift.@Nullable Registered registry,
            @Nullable String registryProblem,
            List<Difference> topics) {
        static Differences of(Drift.Found found) {
            return new Differences(
                    Sources.of(found.catalogue()),
                    found.files(),
                    found.haveFilesErrors(),
                    found.registered(),
                    found.unregistered() == null ? null : inEnglish(found.unregistered()),
                    found.catalogue().differences());
        }
    }

    @GetMapping("/contracts")
    @Operation(
            summary = "List topics with their contracts, or those that have a text",
            description = "What is declared beside what is seen running, and where the two differ.")
    Contracts list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) int limit) {
        Catalogued found = catalogue.read().with(q);
        CursorPage<ContractedTopic> page = CursorPage.of(found.topics(), CataloguedTopic::name, cursor, limit)
                .map(ContractedTopic::of);
        return new Contracts(Sources.of(found), page.items(), page.total(), page.next());
    }

    @GetMapping("/contracts/topics/{topic}")
    @Operation(
            summary = "Show a topic with its contract",
            description = "With schemas=true its records are read, and the schemas that they were written with named.")
    Contract topic(@PathVariable String topic, @RequestParam(defaultValue = "false") boolean schemas) {
        Catalogued found = catalogue.read();
        CataloguedTopic one =
                found.topic(topic).orElseThrow(() -> new NothingHereException("problem.no-contract", topic));
        boolean isRead = schemas && one.isThere() != null && one.isThere();
        return new Contract(
                Sources.of(found), ContractedTopic.of(one), isRead ? this.schemas.of(topic, Locale.ROOT) : null);
    }

    @GetMapping("/contracts/lineage")
    @Operation(
            summary = "Show who writes and reads what",
            description = "Of all topics, or (of=NAME) of a topic or service and what is next to it.")
    Lineage lineage(@RequestParam(defaultValue = "") String of) {
        Catalogued found = catalogue.read();
        LineageGraph graph = LineageGraph.of(found.topics()).around(of.strip());
        return new Lineage(Sources.of(found), List.copyOf(new TreeSet<>(graph.topics())), graph.edges());
    }

    @GetMapping("/contracts/drift")
    @Operation(summary = "Compare the files of contracts, the registry and the topics")
    Differences drift() {
        return Differences.of(drift.read(Locale.ROOT));
    }
}
