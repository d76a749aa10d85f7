package dev.avenant.contracts.gate;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.compatibility.SchemaValidity;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.iceberg.IcebergEvolution;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.config.ReaderContracts.TableFormat;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.GateFinding.Direction;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares contracts with their earlier versions, for all that read them and for the tables that they are written to. */
final class ContractComparison {
    private final ContractsConfig config;
    private final Baseline baseline;
    private final Judgement judgement;
    private final Map<String, SchemaSource> referable;
    private final Map<String, Set<String>> readersOfType = new LinkedHashMap<>();

    ContractComparison(ContractTree tree, Baseline baseline, Judgement judgement) {
        this.config = tree.config();
        this.baseline = baseline;
        this.judgement = judgement;
        this.referable = tree.referable();
        for (Contract event : tree.events()) {
            event.current()
                    .ifPresent(current -> current.types()
                            .keySet()
                            .forEach(type -> readersOfType
                                    .computeIfAbsent(type, name -> new LinkedHashSet<>())
                                    .addAll(event.consumers())));
        }
    }

    /** What was found in one contract when it was compared with its earlier versions. */
    record Compared(int pairs, List<GateFinding> findings) {}

    /** Compares a contract with the versions that its level asks for. */
    Compared of(Contract contract) {
        Optional<Release> current = contract.current();
        List<GateFinding> findings = new ArrayList<>();
        if (current.isEmpty() || isSettled(contract)) {
            return new Compared(0, findings);
        }
        CompatibilityLevel level = contract.level();
        List<Released> asked = baseline.versionsToCheck(contract);
        List<Released> changed = asked.stream()
                .filter(version -> !isUnchanged(version, current.get()))
                .toList();
        if (tablesOf(contract).contains(TableFormat.ICEBERG)) {
            changed.forEach(version -> IcebergEvolution.findings(
                            version.schema(), current.get().compared())
                    .forEach(finding -> judgement
                            .of(contract, finding)
                            .map(found -> found.against(List.of(version.label())))
                            .ifPresent(findings::add)));
        }
        for (Map.Entry<DeclaredReaders, List<String>> group :
                config.readers().groups(readers(contract)).entrySet()) {
            List<Comparison> fixed = compared(current.get(), changed, level, group.getKey());
            for (int i = 0; i < changed.size(); i++) {
                Released version = changed.get(i);
                Comparison found = fixed.get(i);
                List<String> services = group.getValue();
                found.invalid()
                        .forEach(finding -> judgement.of(contract, finding).ifPresent(findings::add));
                if (level.checksForward()) {
                    findings.addAll(judge(contract, found.forward(), Direction.FORWARD, version, services));
                }
                if (level.checksBackward()) {
                    findings.addAll(judge(contract, found.backward(), Direction.BACKWARD, version, services));
                }
            }
        }
        return new Compared(asked.size(), findings);
    }

    /** The formats of the tables that an event is written to; a key is not, and a type is in the events that use it. */
    private Set<TableFormat> tablesOf(Contract contract) {
        ReaderContracts readers = config.readers();
        if (contract.isKey() || (contract.isType() && !config.topics().isEmpty())) {
            return Set.of();
        }
        return contract.topic()
                .map(topic -> readers.tableFormatsOf(topic.name()))
                .orElse(readers.tableFormats());
    }

    /** The comparison with each version in the directions that count, with the fixes of what it finds. */
    private List<Comparison> compared(
            Release current, List<Released> versions, CompatibilityLevel level, DeclaredReaders declared) {
        ComparedSchema newest = current.compared();
        List<Finding> invalid = versions.isEmpty() ? List.of() : SchemaValidity.check(newest);
        ComparisonSettings settings = ComparisonSettings.QUICK.withReaders(declared);
        DirectionResult notAsked = DirectionResult.of(List.of());
        List<Comparison> asked = versions.stream()
                .map(version -> new Comparison(
                        level.checksBackward()
                                ? SchemaComparison.backward(version.schema(), newest, settings)
                                : notAsked,
                        level.checksForward() ? SchemaComparison.forward(version.schema(), newest, settings) : notAsked,
                        invalid,
                        List.of(),
                        settings.seed()))
                .toList();
        return FixFinder.anyProposal(asked, judgement::counts)
                ? fixed(newest, versions, asked, level, declared)
                : asked;
    }

    /** With fixes, which must not make the direction worse either that nobody asks for. */
    private List<Comparison> fixed(
            ComparedSchema newest,
            List<Released> versions,
            List<Comparison> asked,
            CompatibilityLevel level,
            DeclaredReaders declared) {
        ComparisonSettings unseen = ComparisonSettings.BARE.withReaders(declared);
        List<Comparison> found = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Comparison comparison = asked.get(i);
            ComparedSchema older = versions.get(i).schema();
            found.add(new Comparison(
                    level.checksBackward() ? comparison.backward() : SchemaComparison.backward(older, newest, unseen),
                    level.checksForward() ? comparison.forward() : SchemaComparison.forward(older, newest, unseen),
                    comparison.invalid(),
                    comparison.invalidBefore(),
                    comparison.seed()));
        }
        return FixFinder.withFixes(
                newest,
                versions.stream().map(Released::schema).toList(),
                found,
                level,
                declared,
                referable,
                judgement::counts);
    }

    /** What was taken over is on the wire already, whatever it broke; the next version is what the check is for. */
    private static boolean isSettled(Contract contract) {
        return contract.newest().imported() && contract.isReleased();
    }

    /** A baseline gives the very schema where it knows that nothing has changed. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isUnchanged(Released version, Release current) {
        return version.schema().schema() == current.schema();
    }

    /** What is found for the services that read alike. */
    private List<GateFinding> judge(
            Contract contract, DirectionResult result, Direction direction, Released version, List<String> services) {
        List<GateFinding> judged = new ArrayList<>();
        for (Finding finding : result.findings()) {
            List<String> hit = finding.effect() == Verdict.SAFE ? List.of() : services;
            judgement
                    .of(contract, finding)
                    .map(found -> found.in(direction)
                            .against(List.of(version.label()))
                            .breaking(hit))
                    .ifPresent(judged::add);
        }
        return judged;
    }

    private List<String> readers(Contract contract) {
        return contract.isEvent()
                ? contract.consumers()
                : List.copyOf(readersOfType.getOrDefault(contract.fullName(), Set.of()));
    }
}
