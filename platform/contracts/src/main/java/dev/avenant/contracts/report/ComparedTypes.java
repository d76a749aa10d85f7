package dev.avenant.contracts.report;

import dev.avenant.compatibility.Comparison;
import java.util.List;

/**
 * What comparing two sets of schemas has found.
 *
 * @param types the types that both have
 * @param gone full names of those that only the first has
 * @param added full names of those that only the second has
 * @param seed what the generated records were made from
 */
public record ComparedTypes(List<ComparedType> types, List<String> gone, List<String> added, long seed) {
    public ComparedTypes {
        types = List.copyOf(types);
        gone = List.copyOf(gone);
        added = List.copyOf(added);
    }

    /** A type that both have, and the files that it is in. */
    public record ComparedType(String name, String oldFile, String newFile, Comparison comparison) {}
}
