package dev.avenant.contracts.importing;

import dev.avenant.contracts.importing.Placement.Role;
import dev.avenant.contracts.importing.SubjectGroups.Group;
import dev.avenant.contracts.tree.Contract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides where the subjects of a registry go in a contracts tree, by their names and by who refers to whom. */
final class SubjectPlacements {
    private final RegistrySnapshot snapshot;
    private final FolderNames folders = new FolderNames();
    private final List<Placement> placements = new ArrayList<>();

    SubjectPlacements(RegistrySnapshot snapshot, List<Group> groups) {
        this.snapshot = snapshot;
        Set<String> referenced = new HashSet<>();
        groups.forEach(group ->
                group.versions().forEach(version -> version.uses().forEach(used -> referenced.add(used.subject()))));
        List<Homed> homed = new ArrayList<>();
        groups.forEach(group -> homed.add(new Homed(group, home(group, referenced))));
        // a key is named in contracts.yaml by its type, so it comes first to its name
        homed.sort(Comparator.comparing((Homed found) -> found.home().role() != Role.KEY));
        homed.forEach(found -> placements.add(place(found.group(), found.home())));
    }

    /** The contracts. */
    List<Placement> placements() {
        return placements;
    }

    /** Where a group belongs. */
    private record Home(Role role, String parent) {}

    private record Homed(Group group, Home home) {}

    private Home home(Group group, Set<String> referenced) {
        String subject = group.subject();
        Home types = new Home(Role.TYPE, Contract.TYPES_FOLDER);
        if (referenced.contains(subject) || subject.equals(group.fullName())) {
            return types;
        }
        boolean byRecord = subject.endsWith("-" + group.fullName());
        String end = byRecord ? "-" + group.fullName() : subject.endsWith("-key") ? "-key" : "-value";
        if (!subject.endsWith(end) || !folders.takeTopic(subject.substring(0, subject.length() - end.length()))) {
            return types;
        }
        return new Home(
                end.equals("-key") ? Role.KEY : Role.EVENT, subject.substring(0, subject.length() - end.length()));
    }

    private Placement place(Group group, Home home) {
        boolean isKeyToo = home.role() != Role.TYPE
                && placements.stream()
                        .anyMatch(placed -> placed.role() == Role.KEY
                                && placed.parent().equals(home.parent())
                                && placed.fullName().equals(group.fullName()));
        boolean second = home.role() == Role.KEY
                && placements.stream()
                        .anyMatch(placed ->
                                placed.role() == Role.KEY && placed.parent().equals(home.parent()));
        Home found = isKeyToo || second ? new Home(Role.TYPE, Contract.TYPES_FOLDER) : home;
        return new Placement(
                folders.take(found.parent(), group.fullName(), group.subject()),
                found.role(),
                group.subject(),
                group.fullName(),
                snapshot.levelInForce(group.subject()),
                group.versions());
    }
}
