package dev.avenant.contracts.files;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A git repository, of which files can be read as they are in the work tree and as they were at any commit. A file's
 * content is fetched once, at however many commits it stands.
 */
public final class GitRepository {
    private final Path root;
    private final GitCommand git;
    private final GitObjects objects;
    private final Predicate<String> wanted;

    private GitRepository(Path root, Predicate<String> wanted) {
        this.root = root;
        this.git = new GitCommand(root);
        this.objects = new GitObjects(root);
        this.wanted = wanted;
    }

    /**
     * The repository whose work tree holds a folder; empty when there is none, or no git.
     *
     * @param wanted which files count, by their paths from the root of the work tree
     * @throws ContractsUnreadableException when there is one and git refuses to open it, as when it is another user's
     */
    public static Optional<GitRepository> around(Path folder, Predicate<String> wanted) {
        try {
            return new GitCommand(folder).workTree().map(root -> new GitRepository(root, wanted));
        } catch (GitCommand.NotInstalledException noGit) {
            return Optional.empty();
        }
    }

    /**
     * Where a folder stands in its repository, with a {@code /} at the end, or empty text for the root; empty when it is in
     * no work tree, or there is no git.
     */
    public static Optional<String> pathFromRoot(Path folder) {
        try {
            GitCommand.Result prefix = new GitCommand(folder).ask("rev-parse", "--show-prefix");
            return prefix.succeeded() ? Optional.of(prefix.text().stripTrailing()) : Optional.empty();
        } catch (ContractsUnreadableException noGit) {
            return Optional.empty();
        }
    }

    /** The root of the work tree. */
    public Path root() {
        return root;
    }

    /**
     * A commit.
     *
     * @param id its full hash
     * @param date its day, such as {@code 2026-01-31}
     * @param subject the first line of its message
     */
    public record Commit(String id, String date, String subject) {
        /** The first ten characters of the hash. */
        public String shortId() {
            return id.substring(0, Math.min(10, id.length()));
        }
    }

    /**
     * The commit that a revision names.
     *
     * @throws ContractsUnreadableException when there is none
     */
    public String commit(String revision) {
        return objects.commit(revision);
    }

    /** Whether {@code HEAD} is a commit; it is none on a branch without commits, whatever others have. */
    public boolean hasCommits() {
        return git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").succeeded();
    }

    /**
     * Whether no commit was made here or fetched, on any branch, not even one that was left since.
     *
     * @throws ContractsUnreadableException when git cannot tell, as when a commit is missing
     */
    public boolean isBeforeTheFirstCommit() {
        return git.require("", "rev-list", "-n", "1", "--all", "--reflog")
                .text()
                .isEmpty();
    }

    /**
     * The commits up to a revision that changed files which count, the oldest first; of a merge, what it brought to the
     * branch that it was merged into.
     *
     * @param after the revision after which they begin; empty for all
     * @param patterns which files count, as git's path patterns
     */
    public List<Commit> commits(Optional<String> after, String until, List<String> patterns) {
        List<String> command = new ArrayList<>(List.of(
                "log",
                "--first-parent",
                "--reverse",
                "--date=short",
                "--format=%H%x09%ad%x09%s",
                after.map(revision -> commit(revision) + "..").orElse("") + commit(until),
                "--"));
        command.addAll(patterns);
        return git.require("", command.toArray(String[]::new))
                .text()
                .lines()
                .map(line -> line.split("\t", 3))
                .map(parts -> new Commit(parts[0], parts[1], parts.length > 2 ? parts[2] : ""))
                .toList();
    }

    /**
     * The files of the work tree that git tracks or would take, without those that it ignores. Those that a sparse checkout
     * leaves out are as they are in the index: nobody has deleted them.
     *
     * @param shown what messages call a file, by its path from the root
     */
    public ContractFiles workTree(UnaryOperator<String> shown) {
        Set<String> paths = new TreeSet<>();
        SortedMap<String, String> leftOut = new TreeMap<>();
        for (String entry : GitObjects.split(git.require("", "ls-files", "-c", "-t", "-s", "-z"))) {
            GitObjects.Tracked tracked = GitObjects.Tracked.of(entry);
            paths.add(tracked.path());
            if (tracked.isLeftOut() && wanted.test(tracked.path()) && !Files.exists(root.resolve(tracked.path()))) {
                leftOut.put(tracked.path(), tracked.object());
            }
        }
        GitObjects.split(git.require("", "ls-files", "-o", "--exclude-standard", "-z")).stream()
                .filter(path -> !BuildFolders.isBuilt(path))
                .forEach(paths::add);
        // a tracked file that was deleted is still listed
        paths.removeIf(
                path -> !wanted.test(path) || !Files.isRegularFile(root.resolve(path), LinkOption.NOFOLLOW_LINKS));
        paths.addAll(leftOut.keySet());
        Function<String, Optional<byte[]>> indexed = objects.contents(leftOut);
        return new ShownFiles(
                paths,
                path -> leftOut.containsKey(path) ? indexed.apply(path) : new FolderFiles(root, "").read(path),
                shown);
    }

    /**
     * The files as they were at a commit.
     *
     * @param shown what messages call a file, by its path from the root
     */
    public ContractFiles at(String revision, UnaryOperator<String> shown) {
        return objects.files(revision, wanted).shownAs(shown);
    }
}
