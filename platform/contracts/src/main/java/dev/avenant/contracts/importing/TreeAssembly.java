package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.importing.Placement.Role;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.SourceLocation;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts contracts together to a tree that the check passes. A contract that it refuses, since it cannot be read or refers to
 * what is not there, is left out and listed, until the rest is sound.
 */
final class TreeAssembly {
    private final Function<List<Placement>, String> configs;
    private final Function<List<Placement>, ImportRecord> records;
    private final Map<String, String> plainKeys;
    private final List<NotChecked> notChecked;

    /**
     * Takes what the tree needs besides its contracts.
     *
     * @param configs the {@code contracts.yaml} for some contracts
     * @param records the record of some contracts
     * @param plainKeys the types of plain keys, of the topics of which they are known
     * @param notChecked what is no contract; what is refused is added
     */
    TreeAssembly(
            Function<List<Placement>, String> configs,
            Function<List<Placement>, ImportRecord> records,
            Map<String, String> plainKeys,
            List<NotChecked> notChecked) {
        this.configs = configs;
        this.records = records;
        this.plainKeys = plainKeys;
        this.notChecked = notChecked;
    }

    ImportedTree of(List<Placement> all, String found) {
        List<Placement> placements = new ArrayList<>(all);
        while (true) {
            Map<Placement, String> refused = new LinkedHashMap<>();
            SortedMap<String, String> files = files(placements, refused);
            if (refused.isEmpty()) {
                refused(placements, files, refused);
            }
            if (refused.isEmpty()) {
                return new ImportedTree(files, found, counts(placements), sources(placements), notChecked);
            }
            refused.forEach((placement, why) -> notChecked.add(new NotChecked(placement.subject(), why)));
            placements.removeAll(refused.keySet());
        }
    }

    private static SortedMap<String, String> sources(List<Placement> placements) {
        SortedMap<String, String> sources = new TreeMap<>();
        for (Placement placement : placements) {
            Incoming newest = placement.versions().get(placement.versions().size() - 1);
            sources.put(placement.file(newest), newest.source().file());
        }
        return sources;
    }

    private SortedMap<String, String> files(List<Placement> placements, Map<Placement, String> refused) {
        SortedMap<String, String> files = new TreeMap<>();
        placements.forEach(placement ->
                placement.versions().forEach(version -> files.put(placement.file(version), version.content())));
        files.put(ContractsConfig.FILE, configs.apply(placements));
        files.put(ImportRecord.FILE, records.apply(placements).text());
        List<ContractLock.Line> lines = new ArrayList<>(new ReleaseLines(placements, refused::putIfAbsent).lines());
        lines.addAll(keys(placements));
        files.put(ContractLock.FILE, ContractLock.append("", lines));
        return files;
    }

    private List<ContractLock.Key> keys(List<Placement> placements) {
        SortedMap<String, String> types = new TreeMap<>();
        for (Placement placement : placements) {
            if (placement.role() == Role.KEY) {
                types.put(placement.parent(), placement.fullName());
            } else if (plainKeys.containsKey(placement.parent())) {
                types.putIfAbsent(placement.parent(), plainKeys.get(placement.parent()));
            }
        }
        List<ContractLock.Key> keys = new ArrayList<>();
        types.forEach((topic, type) ->
                keys.add(new ContractLock.Key(topic, type, SourceLocation.startOf(ContractLock.FILE))));
        return keys;
    }

    private static void refused(
            List<Placement> placements, SortedMap<String, String> files, Map<Placement, String> refused) {
        Map<String, Placement> byFolder = new HashMap<>();
        placements.forEach(placement -> byFolder.put(placement.folder(), placement));
        ContractTree tree = ContractTree.load(ContractFiles.of(files));
        GateReport report = Gate.check(tree, Baseline.released(), LocalDate.now(ZoneOffset.UTC));
        for (GateFinding finding : report.findings()) {
            if (finding.isFailure()) {
                Placement placement = byFolder.get(finding.contract());
                if (placement == null) {
                    throw new IllegalStateException(
                            "a tree that was imported is wrong at " + finding.location() + ": " + finding.message());
                }
                String message = finding.message();
                refused.putIfAbsent(placement, message.substring(0, message.length() - 1));
            }
        }
    }

    private static Map<String, Integer> counts(List<Placement> placements) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("topic", (int) placements.stream()
                .filter(placement -> !placement.isType())
                .map(Placement::parent)
                .distinct()
                .count());
        for (Role role : List.of(Role.EVENT, Role.KEY, Role.TYPE)) {
            String name = role.name().toLowerCase(Locale.ROOT);
            counts.put(role == Role.TYPE ? "shared type" : name, (int) placements.stream()
                    .filter(placement -> placement.role() == role)
                    .count());
        }
        return counts;
    }
}
