package dev.avenant.console.registry;

import java.util.List;

/**
 * One version of a subject with all that its page shows.
 *
 * @param versions every version that is not deleted, oldest first
 * @param version the one that is shown
 * @param level the compatibility level in force
 */
public record SubjectPage(
        String name,
        List<Integer> versions,
        int version,
        int id,
        String level,
        List<Reference> references,
        SchemaView schema) {

    /** A shared type that the schema uses: its name, and the subject and version that hold it. */
    public record Reference(String name, String subject, int version) {}
}
