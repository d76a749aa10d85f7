package dev.avenant.contracts.push;

import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.registry.SubjectSearch;
import dev.avenant.contracts.registry.SubjectSearch.Misplaced;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How a registry differs from what git says was released, both ways.
 *
 * @param sameBySubject how many releases are registered as they should be, by subject
 * @param differences kind by kind
 * @param setting what to write into {@code contracts.yaml} for contracts that are under other subjects, without a full
 *     stop; empty when there are none
 */
public record RegistryDrift(
        Map<String, Integer> sameBySubject, List<Difference> differences, Optional<Sentence> setting) {

    /** What differs. */
    public enum Kind {
        /** A release that the registry does not have. */
        MISSING("released and not registered (avenant push registers them)"),
        /** A version in the registry that was never released from here. */
        UNKNOWN("registered and never released from here"),
        /** A contract of which the registry has nothing under its subject and something under another. */
        MISPLACED("registered under another subject than contracts.yaml says"),
        /** A subject whose compatibility level is another one. */
        LEVEL("compatibility levels that differ (avenant push sets them)");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What a list of them is called. */
        public String title() {
            return title;
        }
    }

    /**
     * One thing that differs.
     *
     * @param subjects those that it is about, at least one
     * @param said what differs, in a line
     */
    public record Difference(Kind kind, List<String> subjects, Sentence said) {
        public Difference {
            subjects = List.copyOf(subjects);
        }

        private static Difference of(Kind kind, String subject, Sentence what) {
            return new Difference(kind, List.of(subject), ContractText.of("drift.of", subject, what));
        }

        private static Difference of(Misplaced misplaced) {
            return new Difference(
                    Kind.MISPLACED,
                    Stream.concat(Stream.of(misplaced.contract().subject()), misplaced.subjects().stream())
                            .toList(),
                    misplaced.said());
        }
    }

    public RegistryDrift {
        sameBySubject = Collections.unmodifiableMap(new LinkedHashMap<>(sameBySubject));
        differences = List.copyOf(differences);
    }

    /** Whether there is any difference; what is found under another subject is missing under its own, too. */
    public boolean differs() {
        return differences.stream().anyMatch(difference -> difference.kind() != Kind.MISPLACED);
    }

    /** How many releases are registered as they should be. */
    public int same() {
        return sameBySubject.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What there is of a kind, a line each. */
    public List<Sentence> lines(Kind kind) {
        return differences.stream()
                .filter(difference -> difference.kind() == kind)
                .map(Difference::said)
                .toList();
    }

    /** What there is of some subjects alone. */
    public RegistryDrift of(Predicate<String> subjects) {
        Map<String, Integer> same = new LinkedHashMap<>(sameBySubject);
        same.keySet().removeIf(subjects.negate());
        List<Difference> kept = differences.stream()
                .filter(difference -> difference.subjects().stream().allMatch(subjects))
                .toList();
        return new RegistryDrift(same, kept, kept.size() == differences.size() ? setting : Optional.empty());
    }

    /** Looks at the registry and changes nothing. */
    public static RegistryDrift between(ContractTree tree, RegistryClient registry) {
        List<Difference> missing = new ArrayList<>();
        List<Difference> levels = new ArrayList<>();
        Map<String, Set<Integer>> known = new HashMap<>();
        Map<String, Integer> same = new LinkedHashMap<>();
        RegistryPush.dryRun(registry).pushReleased(tree, step -> {
            switch (step.outcome()) {
                case PRESENT -> {
                    same.merge(step.subject(), 1, Integer::sum);
                    step.version()
                            .ifPresent(version -> known.computeIfAbsent(step.subject(), name -> new HashSet<>())
                                    .add(version));
                }
                case REGISTERED ->
                    missing.add(Difference.of(Kind.MISSING, step.subject(), Sentence.quoting(step.what())));
                case LEVEL_SET ->
                    levels.add(Difference.of(
                            Kind.LEVEL,
                            step.subject(),
                            registry.level(step.subject())
                                    .map(level -> ContractText.of("drift.level", step.what(), level.name()))
                                    .orElseGet(() -> ContractText.of("drift.no-level", step.what()))));
            }
        });
        ImportRecord record = ImportRecord.of(tree.files());
        for (ImportedVersion version : record.versions()) {
            if (version.file().isEmpty() && !version.isDeleted() && !record.isAlias(version.subject())) {
                if (isThere(registry, version, tree)) {
                    same.merge(version.subject(), 1, Integer::sum);
                    known.computeIfAbsent(version.subject(), name -> new HashSet<>())
                            .add(version.version());
                } else {
                    missing.add(Difference.of(
                            Kind.MISSING,
                            version.subject(),
                            ContractText.of("drift.imported", String.valueOf(version.version()), ImportRecord.FILE)));
                }
            }
        }
        Set<String> present = Set.copyOf(registry.subjects());
        SubjectSearch search = SubjectSearch.of(
                tree, registry, contract -> contract.releases().isEmpty() || present.contains(contract.subject()));
        List<Difference> differences = new ArrayList<>(missing);
        differences.addAll(unknown(tree, record, registry, present, known));
        search.misplaced().forEach(misplaced -> differences.add(Difference.of(misplaced)));
        differences.addAll(levels);
        return new RegistryDrift(
                same, differences, search.misplaced().isEmpty() ? Optional.empty() : Optional.of(search.setting()));
    }

    private static boolean isThere(RegistryClient registry, ImportedVersion version, ContractTree tree) {
        return registry.version(version.subject(), version.version())
                .filter(found -> version.schema(tree.files()).equals(found.schema()))
                .isPresent();
    }

    private static List<Difference> unknown(
            ContractTree tree,
            ImportRecord record,
            RegistryClient registry,
            Set<String> subjects,
            Map<String, Set<Integer>> known) {
        Set<String> ours = new HashSet<>();
        tree.all().forEach(contract -> ours.add(contract.subject()));
        record.versions().forEach(version -> ours.add(version.subject()));
        List<Difference> unknown = new ArrayList<>();
        for (String subject : new TreeSet<>(subjects)) {
            if (record.isAlias(subject)) {
                continue;
            }
            if (ours.contains(subject)) {
                for (int version : registry.versions(subject)) {
                    if (!known.getOrDefault(subject, Set.of()).contains(version)) {
                        unknown.add(Difference.of(
                                Kind.UNKNOWN, subject, ContractText.of("drift.version", String.valueOf(version))));
                    }
                }
            } else if (!record.others().containsKey(subject) && (!record.isEmpty() || isOfOurTopic(tree, subject))) {
                unknown.add(Difference.of(Kind.UNKNOWN, subject, ContractText.of("drift.whole-subject")));
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
