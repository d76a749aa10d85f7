package dev.avenant.cli;

import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.discovery.EarlierSchemas;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The schema files below some paths, in a repository that has no {@code contracts.yaml}. */
final class RepositorySchemas {
    private final Path root;
    private final List<Path> scope;
    private final Optional<GitRepository> git;
    private final UnaryOperator<String> naming;
    private final Predicate<String> wanted;

    private RepositorySchemas(
            Path root,
            List<Path> scope,
            Optional<GitRepository> git,
            UnaryOperator<String> naming,
            Predicate<String> wanted) {
        this.root = root;
        this.scope = List.copyOf(scope);
        this.git = git;
        this.naming = naming;
        this.wanted = wanted;
    }

    /**
     * Finds the repository.
     *
     * @param folder where paths begin
     * @param paths files and folders; none for the whole folder
     * @param fromRoot whether messages name files from the root of the repository, as code hosts do, or from where the
     *     command was called
     */
    static RepositorySchemas of(Path folder, List<Path> paths, boolean fromRoot) {
        Path start = real(folder);
        List<Path> scope = (paths.isEmpty() ? List.of(Path.of("")) : paths)
                .stream().map(path -> real(start.resolve(path))).toList();
        Path first = scope.get(0);
        Path inside = Files.isDirectory(first) ? first : parent(first);
        Optional<GitRepository> git = GitRepository.around(inside, DiscoveredSchemas::isSchemaFile);
        Path root = git.map(GitRepository::root).orElse(inside);
        for (Path path : scope) {
            if (!path.startsWith(root)) {
                throw CommandFailure.usage("Expected paths of one repository but found " + path + ", which is not in "
                        + root + ". Check each repository by itself.");
            }
        }
        Path here = Path.of("").toAbsolutePath();
        UnaryOperator<String> naming = path -> {
            Path file = root.resolve(path);
            Path shown = fromRoot || !file.startsWith(here) ? Path.of(path) : here.relativize(file);
            return shown.toString().replace('\\', '/');
        };
        return new RepositorySchemas(root, scope, git, naming, DiscoveredSchemas::isSchemaFile);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw CommandFailure.usage("Expected a file or folder but found none at " + path + ". Correct the path.");
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** Whether a path from the root is among those that were asked for. */
    boolean isInScope(String path) {
        Path file = root.resolve(path);
        return scope.stream().anyMatch(file::startsWith);
    }

    /** The repository; a command that needs one says what for. */
    GitRepository git(String purpose) {
        return git.orElseThrow(() -> CommandFailure.couldNotRun("Expected a git work tree in " + root + " for "
                + purpose + " but found none, or no git. Go to a clone of the repository."));
    }

    /** Whether there is a commit to compare with. */
    boolean hasCommits() {
        return git.filter(GitRepository::hasCommits).isPresent();
    }

    /** The root that paths begin at. */
    Path root() {
        return root;
    }

    /**
     * The same without the files of a folder.
     *
     * @param left the folder that does not count, such as the contracts that are made of the others
     */
    RepositorySchemas without(Path left) {
        Path absolute = left.toAbsolutePath().normalize();
        Predicate<String> wanted = path ->
                DiscoveredSchemas.isSchemaFile(path) && !root.resolve(path).startsWith(absolute);
        return new RepositorySchemas(
                root, scope, GitRepository.around(root, wanted).filter(found -> git.isPresent()), naming, wanted);
    }

    /** Whether there is any schema file in scope. */
    boolean isEmpty() {
        return allFiles().paths().stream().noneMatch(this::isInScope);
    }

    private ContractFiles allFiles() {
        return git.map(repository -> repository.workTree(naming))
                .orElseGet(() -> ContractFiles.below(root, wanted, naming));
    }

    /** The files of the schemas as they are; there must be one in scope. */
    ContractFiles files() {
        ContractFiles files = allFiles();
        if (files.paths().stream().noneMatch(this::isInScope)) {
            throw CommandFailure.couldNotRun("Expected Avro schemas (.avsc, .avpr or .avdl) in "
                    + String.join(", ", scope.stream().map(Path::toString).toList())
                    + " but found none. Name another path.");
        }
        return files;
    }

    /** The schemas as they were. */
    EarlierSchemas at(String revision) {
        return new EarlierSchemas(
                revision,
                DiscoveredSchemas.read(git("--against " + revision).at(revision, path -> revision + ":" + path)));
    }
}
