package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.KeyContract;
import dev.avenant.contracts.config.SubjectNaming;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The versions of a registry that can be contracts, those of one name under one subject together. */
final class SubjectGroups {
    private final RegistrySnapshot snapshot;
    private final List<Group> groups = new ArrayList<>();
    private final List<NotChecked> notChecked = new ArrayList<>();
    private final Map<String, String> plainKeys = new TreeMap<>();

    /** The versions of a subject whose type has one name. */
    record Group(String subject, String fullName, List<Incoming> versions) {}

    SubjectGroups(RegistrySnapshot snapshot) {
        this.snapshot = snapshot;
        Map<String, List<ImportedVersion>> bySubject = new TreeMap<>();
        snapshot.versions()
                .forEach(version -> bySubject
                        .computeIfAbsent(version.subject(), subject -> new ArrayList<>())
                        .add(version));
        bySubject.forEach((subject, versions) -> groups.addAll(read(subject, versions)));
    }

    /** In the order of the subjects. */
    List<Group> groups() {
        return groups;
    }

    /** What is in no group, and why. */
    List<NotChecked> notChecked() {
        return notChecked;
    }

    /** The type of the keys of a topic, where the registry has a plain one. */
    Map<String, String> plainKeys() {
        return plainKeys;
    }

    private List<Group> read(String subject, List<ImportedVersion> all) {
        List<ImportedVersion> active =
                all.stream().filter(version -> !version.isDeleted()).toList();
        if (active.size() < all.size()) {
            notChecked.add(new NotChecked(
                    subject + " "
                            + numbers(all.stream()
                                    .filter(ImportedVersion::isDeleted)
                                    .toList()),
                    "softly deleted"));
        }
        if (active.isEmpty()) {
            return List.of();
        }
        if (SubjectVersion.isInContext(subject)) {
            notChecked.add(new NotChecked(subject, "in another context than the default one"));
            return List.of();
        }
        Optional<String> alias = snapshot.aliasOf(subject);
        if (alias.isPresent()) {
            notChecked.add(
                    new NotChecked(subject, "an alias of " + alias.get() + ", so its own versions are not read"));
            return List.of();
        }
        SubjectNaming literal = SubjectNaming.pattern(subject);
        if (literal.hasPlaceholder() || !SubjectNaming.parse(subject).equals(Optional.of(literal))) {
            notChecked.add(
                    new NotChecked(Printable.line(subject), "contracts.yaml cannot have a subject of this name"));
            return List.of();
        }
        Map<String, Group> groups = new LinkedHashMap<>();
        Group last = null;
        String why = "";
        for (ImportedVersion version : active) {
            last = null;
            try {
                Incoming incoming = Incoming.of(version);
                last = groups.computeIfAbsent(incoming.fullName(), name -> new Group(subject, name, new ArrayList<>()));
                last.versions().add(incoming);
            } catch (SchemaSyntaxException e) {
                why = e.problem();
                notChecked.add(new NotChecked(subject + " v" + version.version(), why));
            }
        }
        if (last == null) {
            plainKey(subject, active);
            int kept = groups.size();
            if (kept > 0) {
                notChecked.add(new NotChecked(subject, "its latest version is no contract, so the others are none"));
            }
            return List.of();
        }
        if (snapshot.levelInForce(subject) == CompatibilityLevel.NONE) {
            return List.copyOf(groups.values());
        }
        for (Group earlier : groups.values()) {
            if (!earlier.fullName().equals(last.fullName())) {
                notChecked.add(new NotChecked(
                        subject + " " + labels(earlier.versions()),
                        earlier.fullName() + " is called " + last.fullName() + " in later versions"));
            }
        }
        return List.of(last);
    }

    private void plainKey(String subject, List<ImportedVersion> versions) {
        Set<String> types = new HashSet<>();
        versions.forEach(
                version -> types.add(version.line().path("schema").asText().replace("\"", "")));
        if (subject.endsWith("-key") && types.size() == 1 && KeyContract.PLAIN_TYPES.containsAll(types)) {
            plainKeys.put(
                    subject.substring(0, subject.length() - "-key".length()),
                    types.iterator().next());
        }
    }

    private static String numbers(List<ImportedVersion> versions) {
        return String.join(
                ", ", versions.stream().map(version -> "v" + version.version()).toList());
    }

    private static String labels(List<Incoming> versions) {
        return String.join(
                ", ", versions.stream().map(version -> "v" + version.number()).toList());
    }
}
