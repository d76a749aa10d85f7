package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;

/** What found schemas are compared with. */
interface ComparedState {
    /** What messages call it. */
    String label();

    /**
     * What the newest version of a schema is compared with: for each line of versions the latest last.
     *
     * @param versions the files of the schema, the newest last
     * @param current the newest of them
     */
    List<List<Released>> versionsOf(
            SchemaKey key, List<FoundSchema> versions, ComparedSchema current, CompatibilityLevel level);

    /** Whether it has the file byte for byte and could not use it either, so that what is wrong with it is not new. */
    boolean hasUnchanged(String path);

    /**
     * What cannot be compared any more, or not at all.
     *
     * @param contracts the schemas that were to be compared
     * @param anyCompared whether there was anything to compare one of them with
     * @param anyProblem whether something is wrong with the files
     */
    List<GateFinding> problems(List<Contract> contracts, boolean anyCompared, boolean anyProblem);
}
