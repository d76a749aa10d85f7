package dev.avenant.contracts.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What git keeps of a folder and all below it. The files of a commit are read with two calls of git however many there are,
 * and a content that several commits have is read once.
 */
final class GitObjects {
    /** The mode under which git keeps a link, of which the content is where it leads. */
    private static final String SYMBOLIC_LINK = "120000";

    private final Path folder;
    private final GitCommand git;
    private final Map<String, byte[]> contents = new HashMap<>();

    GitObjects(Path folder) {
        this.folder = folder;
        this.git = new GitCommand(folder);
    }

    /**
     * The commit that a revision names.
     *
     * @throws ContractsUnreadableException when git or the revision is not there
     */
    String commit(String revision) {
        if (revision.startsWith("-") || revision.isBlank()) {
            throw new ContractsUnreadableException(
                    "Expected a git revision but found \"" + revision + "\". Name a branch, a tag or a commit.");
        }
        if (git.workTree().isEmpty()) {
            throw new ContractsUnreadableException("Expected a git work tree in " + folder
                    + " but found none. Go to a clone of the repository, or compare with released or a registry.");
        }
        GitCommand.Result commit = git.ask("rev-parse", "--verify", "--quiet", revision + "^{commit}");
        if (!commit.succeeded()) {
            throw new ContractsUnreadableException("git knows no revision \"" + revision + "\" in " + folder
                    + ". Fetch it (a shallow clone in CI lacks history), or name another.");
        }
        return commit.text().strip();
    }

    /** The files of a revision by their paths below the folder, without links. */
    ContractFiles files(String revision, Predicate<String> wanted) {
        SortedMap<String, String> objects = new TreeMap<>();
        for (String line : split(git.require("", "ls-tree", "-r", "-z", commit(revision)))) {
            int tab = line.indexOf('\t');
            String path = line.substring(tab + 1);
            String[] attributes = line.substring(0, tab).split(" ", -1);
            if (attributes[1].equals("blob") && !attributes[0].equals(SYMBOLIC_LINK) && wanted.test(path)) {
                objects.put(path, attributes[2]);
            }
        }
        return new ShownFiles(objects.keySet(), contents(objects), path -> revision + ":" + path);
    }

    /** Fetches objects, and gives the content of each by its path. */
    Function<String, Optional<byte[]>> contents(SortedMap<String, String> objects) {
        fetch(objects.values());
        return path -> Optional.ofNullable(objects.get(path)).map(contents::get);
    }

    /**
     * A file in git's index, as {@code git ls-files -t -s} lists it.
     *
     * @param isLeftOut whether it is no link and the work tree is to be without it
     */
    record Tracked(String path, String object, boolean isLeftOut) {
        private static final String SKIPS_WORK_TREE = "S";

        static Tracked of(String entry) {
            int tab = entry.indexOf('\t');
            String[] attributes = entry.substring(0, tab).split(" ", -1);
            return new Tracked(
                    entry.substring(tab + 1),
                    attributes[2],
                    attributes[0].equals(SKIPS_WORK_TREE) && !attributes[1].equals(SYMBOLIC_LINK));
        }
    }

    private void fetch(Collection<String> objects) {
        Set<String> missing = new LinkedHashSet<>(objects);
        missing.removeAll(contents.keySet());
        if (!missing.isEmpty()) {
            byte[] answers = git.require(String.join("\n", missing) + "\n", "cat-file", "--batch")
                    .output();
            take(List.copyOf(missing), answers);
        }
    }

    /** Takes the answers of {@code git cat-file --batch} apart: for each file a line with its size at the end, then it. */
    private void take(List<String> objects, byte[] answers) {
        int position = 0;
        for (String object : objects) {
            int lineEnd = position;
            while (answers[lineEnd] != '\n') {
                lineEnd++;
            }
            String header = new String(answers, position, lineEnd - position, StandardCharsets.UTF_8);
            int size = Integer.parseInt(header.substring(header.lastIndexOf(' ') + 1));
            int start = lineEnd + 1;
            contents.put(object, Arrays.copyOfRange(answers, start, start + size));
            position = start + size + 1;
        }
    }

    /** What git lists with {@code -z}. */
    static List<String> split(GitCommand.Result listing) {
        return Arrays.stream(listing.text().split("\0", -1))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
