package dev.avenant.contracts.importing;

import dev.avenant.contracts.tree.Contract;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;

/**
 * A contract that is to be, and where it is put.
 *
 * @param folder below the contracts folder
 * @param role what it is there
 * @param subject what it is registered under
 * @param level the level of its subject
 * @param versions the first version first
 */
record Placement(
        String folder, Role role, String subject, String fullName, CompatibilityLevel level, List<Incoming> versions) {
    /** What a contract is. */
    enum Role {
        /** The key of a topic. */
        KEY,
        /** An event on a topic. */
        EVENT,
        /** A type that is shared, or of which no topic is known. */
        TYPE
    }

    Placement {
        versions = List.copyOf(versions);
    }

    /** The topic, or the folder of the shared types. */
    String parent() {
        return folder.substring(0, folder.indexOf('/'));
    }

    /** What {@code contracts.yaml} calls it. */
    String name() {
        return folder.substring(folder.indexOf('/') + 1);
    }

    /** The file of a version. */
    String file(Incoming version) {
        return folder + "/v" + version.number() + ".avsc";
    }

    boolean isType() {
        return parent().equals(Contract.TYPES_FOLDER);
    }
}
