package dev.avenant.operations.registry;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A version with what records name it by.
 *
 * @param names its id, and its GUID where the registry knows one
 * @param users how many schemas refer to it
 */
public record RegisteredVersion(int version, int id, Set<String> names, int users) {

    public RegisteredVersion {
        names = Set.copyOf(names);
    }

    /**
     * The versions of a subject that are not deleted, the newest first; none when there is no such subject. The registry is asked
     * for what refers to each, one after the other: one that nobody asked about would seem to be one that may be retired.
     */
    public static List<RegisteredVersion> of(HttpRegistryClient client, String subject) {
        List<RegisteredSchema> found = new ArrayList<>(ListedVersion.schemas(client, subject));
        Collections.reverse(found);
        List<RegisteredVersion> versions = new ArrayList<>();
        for (RegisteredSchema schema : found) {
            int users =
                    client.referencesTo(subject, ListedVersion.numberOf(schema)).size();
            int id = Objects.requireNonNullElse(schema.id(), 0);
            Set<String> names = new TreeSet<>(Set.of(String.valueOf(id)));
            Optional.ofNullable(schema.guid()).ifPresent(names::add);
            versions.add(new RegisteredVersion(ListedVersion.numberOf(schema), id, names, users));
        }
        return versions;
    }
}
