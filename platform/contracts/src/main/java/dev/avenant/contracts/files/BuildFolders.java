package dev.avenant.contracts.files;

import java.util.Set;

/** Folders that build tools write to, and hidden ones: copies of schemas lie there, and no sources. */
final class BuildFolders {
    private static final Set<String> NAMES = Set.of("target", "build", "out", "dist", "bin", "node_modules");

    private BuildFolders() {}

    /** Whether one of the folders on the path, with {@code /} between them, is built. */
    static boolean isBuilt(String path) {
        String[] parts = path.split("/", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            if (isName(parts[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a folder of that name is built. */
    static boolean isName(String folder) {
        return NAMES.contains(folder) || folder.startsWith(".");
    }
}
