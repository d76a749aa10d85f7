package dev.avenant.contracts.importing;

import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.finding.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The lines of a lock for contracts that were released elsewhere, types before what uses them. */
final class ReleaseLines {
    private final Map<SubjectVersion, Incoming> versions = new HashMap<>();
    private final Map<SubjectVersion, Placement> homes = new HashMap<>();
    private final Map<SubjectVersion, SubjectVersion> before = new HashMap<>();
    private final Map<Placement, String> names = new HashMap<>();
    private final Set<SubjectVersion> met = new HashSet<>();
    private final List<ContractLock.Entry> lines = new ArrayList<>();
    private final BiConsumer<Placement, String> unresolved;

    /**
     * Makes the lines.
     *
     * @param unresolved told of a contract of which a version refers to what is not there, and why
     */
    ReleaseLines(List<Placement> placements, BiConsumer<Placement, String> unresolved) {
        this.unresolved = unresolved;
        name(placements);
        for (Placement placement : placements) {
            SubjectVersion earlier = null;
            for (Incoming version : placement.versions()) {
                versions.put(version.key(), version);
                homes.put(version.key(), placement);
                if (earlier != null) {
                    before.put(version.key(), earlier);
                }
                earlier = version.key();
            }
        }
        placements.forEach(placement -> placement.versions().forEach(version -> visit(version.key())));
    }

    List<ContractLock.Entry> lines() {
        return lines;
    }

    /** A contract is called by its full name, or by its folder where another one has the same full name. */
    private void name(List<Placement> placements) {
        Map<String, List<Placement>> byFullName = new HashMap<>();
        placements.forEach(placement -> byFullName
                .computeIfAbsent(placement.fullName(), name -> new ArrayList<>())
                .add(placement));
        Map<String, Integer> referenced = new HashMap<>();
        placements.forEach(placement -> placement
                .versions()
                .forEach(version -> version.uses().forEach(used -> referenced.merge(used.subject(), 1, Integer::sum))));
        byFullName.forEach((fullName, alike) -> {
            Placement first = alike.stream()
                    .filter(placement -> alike.size() == 1 || referenced.containsKey(placement.subject()))
                    .max(Comparator.comparing((Placement placement) -> referenced.getOrDefault(placement.subject(), 0)))
                    .or(() -> alike.stream()
                            .filter(placement -> placement.subject().equals(fullName))
                            .findFirst())
                    .orElse(null);
            alike.forEach(placement -> names.put(placement, placement.equals(first) ? fullName : placement.folder()));
        });
    }

    private void visit(SubjectVersion key) {
        Incoming version = versions.get(key);
        Placement home = homes.get(key);
        if (version == null || home == null || !met.add(key)) {
            return;
        }
        if (before.containsKey(key)) {
            visit(before.get(key));
        }
        version.uses().forEach(this::visit);
        SortedMap<String, Integer> types = new TreeMap<>();
        if (pin(version, closure(version, new HashSet<>()), types, home)) {
            lines.add(new ContractLock.Entry(
                    names.getOrDefault(home, home.fullName()),
                    version.number(),
                    version.source().fingerprint(),
                    types,
                    SourceLocation.startOf(ContractLock.FILE)));
        }
    }

    /**
     * The versions that a version refers to, directly or through another, by their full names; the nearest counts.
     *
     * @param seen what was met on another way already, where all that it refers to was put too
     */
    private Map<String, Incoming> closure(Incoming version, Set<SubjectVersion> seen) {
        Map<String, Incoming> closure = new LinkedHashMap<>();
        if (!seen.add(version.key())) {
            return closure;
        }
        for (SubjectVersion key : version.uses()) {
            Incoming used = versions.get(key);
            if (used != null) {
                closure.putIfAbsent(used.fullName(), used);
            }
        }
        for (SubjectVersion key : version.uses()) {
            Incoming used = versions.get(key);
            if (used != null) {
                closure(used, seen).forEach(closure::putIfAbsent);
            }
        }
        return closure;
    }

    private boolean pin(
            Incoming version, Map<String, Incoming> closure, SortedMap<String, Integer> types, Placement home) {
        for (String name : version.source().references()) {
            Incoming used = closure.get(name);
            if (used == null) {
                unresolved.accept(home, "v" + version.number() + " refers to " + name + ", which is no contract");
                return false;
            }
            Placement type = homes.get(used.key());
            if (type != null && !used.fullName().equals(names.get(type))) {
                unresolved.accept(
                        home,
                        "v" + version.number() + " refers to " + name + " of " + type.subject()
                                + ", and others to one of the same name of another subject");
                return false;
            }
            if (types.put(name, used.number()) == null && !pin(used, closure, types, home)) {
                return false;
            }
        }
        return true;
    }
}
