package dev.avenant.contracts.push;

import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.Release;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which version each release has in a registry, as far as a push has come. */
final class RegisteredVersions {
    private final Set<String> subjects = new HashSet<>();
    private final Map<String, Integer> byFile = new HashMap<>();
    private final Map<String, List<Registered>> byFullName = new HashMap<>();

    private record Registered(Release release, String subject, int version) {
        /** Whether it is that version of the type, released with the types that the user was released with. */
        boolean isUsedBy(Release user, int number) {
            return release.version().number() == number
                    && user.types().entrySet().containsAll(release.types().entrySet());
        }
    }

    /** Whether nothing of this subject was met before. */
    boolean isFirstOf(String subject) {
        return subjects.add(subject);
    }

    /** Remembers which version of its subject a release is. */
    void add(Contract contract, Release release, int version) {
        byFile.put(release.version().path(), version);
        byFullName
                .computeIfAbsent(contract.fullName(), name -> new ArrayList<>())
                .add(new Registered(release, contract.subject(), version));
    }

    /** The version that a file has in this registry, if it is registered already. */
    Optional<Integer> ofFile(String path) {
        return Optional.ofNullable(byFile.get(path));
    }

    /** The references of a release by their versions in this registry; empty when one is not registered yet. */
    Optional<List<SchemaReference>> referencesOf(Release release) {
        List<SchemaReference> references = new ArrayList<>();
        for (String name : release.version().source().references()) {
            int number = release.types().getOrDefault(name, 0);
            Optional<Registered> type = byFullName.getOrDefault(name, List.of()).stream()
                    .filter(registered -> registered.isUsedBy(release, number))
                    .findFirst();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            references.add(
                    new SchemaReference(name, type.get().subject(), type.get().version()));
        }
        return Optional.of(references);
    }
}
