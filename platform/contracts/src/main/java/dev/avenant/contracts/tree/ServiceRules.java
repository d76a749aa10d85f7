package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Services that stand in {@code contracts.yaml} once and look like a slip of one that stands there more often. Nothing
 * lists all services, and a consumer that is mistyped would never be named when a change breaks it.
 */
final class ServiceRules {
    private static final int SHORTEST = 6;

    private final ContractsConfig contracts;
    private final Map<String, Integer> uses = new TreeMap<>();

    ServiceRules(ContractsConfig contracts) {
        this.contracts = contracts;
        for (TopicContract topic : contracts.topics().values()) {
            use(topic.owner());
            topic.producers().forEach(this::use);
            topic.events().values().forEach(event -> event.consumers().forEach(this::use));
        }
        contracts.types().values().forEach(type -> use(type.owner()));
    }

    private void use(String service) {
        uses.merge(service, 1, Integer::sum);
    }

    List<GateFinding> problems() {
        List<GateFinding> problems = new ArrayList<>();
        for (TopicContract topic : contracts.topics().values()) {
            topic.producers().forEach(name -> look(problems, topic.name(), topic.location(), name));
            topic.events()
                    .values()
                    .forEach(event -> event.consumers()
                            .forEach(
                                    name -> look(problems, topic.name() + "/" + event.name(), event.location(), name)));
        }
        return problems;
    }

    private void look(List<GateFinding> problems, String path, SourceLocation location, String name) {
        if (uses.getOrDefault(name, 0) > 1 || name.length() < SHORTEST) {
            return;
        }
        uses.forEach((other, times) -> {
            if (times > 1 && !letters(name).equals(letters(other)) && Spelling.distance(name, other) <= 2) {
                problems.add(GateFinding.of(
                        ContractRule.SERVICE_MISTYPED,
                        path,
                        location,
                        ContractText.of("tree.service", name, other),
                        "Write " + other + ", or accept it with a waiver"));
            }
        });
    }

    /** The name without digits, since {@code billing-1} is no slip of {@code billing-2}. */
    private static String letters(String name) {
        return name.replaceAll("[0-9]", "");
    }
}
