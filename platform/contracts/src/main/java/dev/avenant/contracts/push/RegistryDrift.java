package dev.avenant.contracts.push;

import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.RegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a registry differs from what git says was released, both ways.
 *
 * @param same how many releases are registered as they should be
 * @param missing releases that the registry does not have
 * @param unknown versions in the registry that were never released from here
 * @param levels subjects whose compatibility level differs
 */
public record RegistryDrift(int same, List<String> missing, List<String> unknown, List<String> levels) {
    public RegistryDrift {
        missing = List.copyOf(missing);
        unknown = List.copyOf(unknown);
        levels = List.copyOf(levels);
    }

    /** Whether there is any difference. */
    public boolean differs() {
        return !missing.isEmpty() || !unknown.isEmpty() || !levels.isEmpty();
    }

    /** Looks at the registry and changes nothing. */
    public static RegistryDrift between(ContractTree tree, RegistryClient registry) {
        List<String> missing = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        Map<String, Set<Integer>> known = new HashMap<>();
        int[] same = {0};
        RegistryPush.dryRun(registry).pushReleased(tree, step -> {
            switch (step.outcome()) {
                case PRESENT -> {
                    same[0]++;
                    step.version()
                            .ifPresent(version -> known.computeIfAbsent(step.subject(), name -> new HashSet<>())
                                    .add(version));
                }
                case REGISTERED -> missing.add(step.subject() + ": " + step.what());
                case LEVEL_SET ->
                    levels.add(step.subject() + ": " + step.what() + " in git, "
                            + registry.level(step.subject()).map(Enum::name).orElse("none") + " in the registry");
            }
        });
        return new RegistryDrift(same[0], missing, unknown(tree, registry, known), levels);
    }

    private static List<String> unknown(ContractTree tree, RegistryClient registry, Map<String, Set<Integer>> known) {
        Set<String> ours = new HashSet<>();
        tree.all().forEach(contract -> ours.add(contract.subject()));
        List<String> unknown = new ArrayList<>();
        for (String subject : registry.subjects()) {
            if (ours.contains(subject)) {
                for (int version : registry.versions(subject)) {
                    if (!known.getOrDefault(subject, Set.of()).contains(version)) {
                        unknown.add(subject + ": version " + version);
                    }
                }
            } else if (isOfOurTopic(tree, subject)) {
                unknown.add(subject + ": the whole subject");
            }
        }
        return unknown;
    }

    private static boolean isOfOurTopic(ContractTree tree, String subject) {
        String namespace = tree.config().namespace();
        return tree.config().topics().values().stream()
                .anyMatch(topic -> subject.startsWith(topic.name() + "-")
                        || topic.subject().covers(topic.name(), namespace, subject)
                        || topic.key().subject().covers(topic.name(), namespace, subject));
    }
}
