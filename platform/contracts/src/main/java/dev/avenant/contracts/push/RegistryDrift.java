package dev.avenant.contracts.push;

import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.registry.SubjectSearch;
import dev.avenant.contracts.registry.SubjectSearch.Misplaced;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.RegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a registry differs from what git says was released, both ways.
 *
 * @param same how many releases are registered as they should be
 * @param missing releases that the registry does not have
 * @param unknown versions in the registry that were never released from here
 * @param misplaced contracts of which the registry has nothing under their subject and something under another
 * @param setting what to write into {@code contracts.yaml} for those, without a full stop; empty when there are none
 * @param levels subjects whose compatibility level differs
 */
public record RegistryDrift(
        int same,
        List<String> missing,
        List<String> unknown,
        List<String> misplaced,
        Optional<String> setting,
        List<String> levels) {
    public RegistryDrift {
        missing = List.copyOf(missing);
        unknown = List.copyOf(unknown);
        misplaced = List.copyOf(misplaced);
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
        ImportRecord record = ImportRecord.of(tree.files());
        for (ImportedVersion version : record.versions()) {
            if (version.file().isEmpty() && !version.isDeleted() && !record.isAlias(version.subject())) {
                if (isThere(registry, version, tree)) {
                    same[0]++;
                    known.computeIfAbsent(version.subject(), name -> new HashSet<>())
                            .add(version.version());
                } else {
                    missing.add(version.subject() + ": version " + version.version() + " of " + ImportRecord.FILE);
                }
            }
        }
        Set<String> present = Set.copyOf(registry.subjects());
        SubjectSearch search = SubjectSearch.of(
                tree, registry, contract -> contract.releases().isEmpty() || present.contains(contract.subject()));
        return new RegistryDrift(
                same[0],
                missing,
                unknown(tree, record, registry, present, known),
                search.misplaced().stream().map(Misplaced::place).toList(),
                search.misplaced().isEmpty() ? Optional.empty() : Optional.of(search.setting()),
                levels);
    }

    private static boolean isThere(RegistryClient registry, ImportedVersion version, ContractTree tree) {
        return registry.version(version.subject(), version.version())
                .filter(found -> version.schema(tree.files()).equals(found.schema()))
                .isPresent();
    }

    private static List<String> unknown(
            ContractTree tree,
            ImportRecord record,
            RegistryClient registry,
            Set<String> subjects,
            Map<String, Set<Integer>> known) {
        Set<String> ours = new HashSet<>();
        tree.all().forEach(contract -> ours.add(contract.subject()));
        record.versions().forEach(version -> ours.add(version.subject()));
        List<String> unknown = new ArrayList<>();
        for (String subject : new TreeSet<>(subjects)) {
            if (record.isAlias(subject)) {
                continue;
            }
            if (ours.contains(subject)) {
                for (int version : registry.versions(subject)) {
                    if (!known.getOrDefault(subject, Set.of()).contains(version)) {
                        unknown.add(subject + ": version " + version);
                    }
                }
            } else if (!record.others().containsKey(subject) && (!record.isEmpty() || isOfOurTopic(tree, subject))) {
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
