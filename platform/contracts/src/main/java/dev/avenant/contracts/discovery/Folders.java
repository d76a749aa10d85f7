package dev.avenant.contracts.discovery;

/** How near two files of a repository lie to each other, by their paths with {@code /} between the folders. */
final class Folders {
    private Folders() {}

    /** How many folders both lie in, from the root on. */
    static int shared(String one, String other) {
        String[] folders = one.split("/", -1);
        String[] others = other.split("/", -1);
        int shared = 0;
        while (shared < Math.min(folders.length, others.length) - 1 && folders[shared].equals(others[shared])) {
            shared++;
        }
        return shared;
    }

    /** How many folders lie between them, up from the one and down to the other. */
    static int between(String one, String other) {
        return depth(one) + depth(other) - 2 * shared(one, other);
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }
}
