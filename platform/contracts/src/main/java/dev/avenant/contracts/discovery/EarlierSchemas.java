package dev.avenant.contracts.discovery;

import dev.avenant.contracts.files.ContractFiles;
import java.util.Map;

/**
 * An earlier state of the schemas.
 *
 * @param label what messages call it, such as {@code origin/main}
 */
public record EarlierSchemas(String label, DiscoveredSchemas schemas) {
    private static final String NO_COMMIT = "the versions beside them (nothing is committed yet)";

    /** The state before the first commit of a repository, in which there is nothing. */
    public static EarlierSchemas beforeTheFirstCommit() {
        return new EarlierSchemas(NO_COMMIT, DiscoveredSchemas.read(ContractFiles.of(Map.of())));
    }

    /** What messages call it where it has none of the schemas that are looked at. */
    String labelOfNothing() {
        return label.equals(NO_COMMIT) ? label : label + " (no schemas are there)";
    }
}
