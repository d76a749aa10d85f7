package dev.avenant.contracts.check;

import dev.avenant.contracts.check.CheckRefusedException.Reason;
import dev.avenant.contracts.discovery.DiscoveredSchemas;
import dev.avenant.contracts.discovery.EarlierSchemas;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.contracts.files.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The schema files below some paths, in a repository that has no {@code contracts.yaml}. */
public final class RepositorySchemas {
    private final Path root;
    private final List<Path> scope;
    private final List<Path> without;
    private final Optional<GitRepository> git;
    private final UnaryOperator<String> naming;

    private RepositorySchemas(
            Path root,
            List<Path> scope,
            List<Path> without,
            Optional<GitRepository> git,
            UnaryOperator<String> naming) {
        this.root = root;
        this.scope = List.copyOf(scope);
        this.without = List.copyOf(without);
        this.git = git;
        this.naming = naming;
    }

    /**
     * Finds the repository.
     *
     * @param folder where paths begin
     * @param paths files and folders; none for the whole folder
     * @param without files and folders among them that are left out
     * @param namesFrom the folder that messages name files from; empty for the root of the repository, as code hosts do
     * @throws CheckRefusedException when a path is not there, or they are not all in one repository
     */
    public static RepositorySchemas of(Path folder, List<Path> paths, List<Path> without, Optional<Path> namesFrom) {
        Path start = real(folder);
        List<Path> scope = (paths.isEmpty() ? List.of(Path.of("")) : paths)
                .stream().map(path -> real(start.resolve(path))).toList();
        Path first = scope.get(0);
        Path inside = Files.isDirectory(first) ? first : parent(first);
        Optional<GitRepository> git = GitRepository.around(inside, DiscoveredSchemas::isSchemaFile);
        Path root = git.map(GitRepository::root).orElse(inside);
        for (Path path : scope) {
            if (!path.startsWith(root)) {
                throw new CheckRefusedException(
                        Reason.WRONG_REQUEST,
                        "Expected paths of one repository but found " + path + ", which is not in " + root
                                + ". Check each repository by itself.");
            }
        }
        UnaryOperator<String> naming = path -> {
            Path file = root.resolve(path);
            Path shown = namesFrom.map(here -> seenFrom(here, root, file)).orElse(Path.of(path));
            return shown.toString().replace('\\', '/');
        };
        List<Path> left = without.stream()
                .map(start::resolve)
                .filter(Files::exists)
                .map(RepositorySchemas::real)
                .toList();
        return new RepositorySchemas(root, scope, left, git, naming);
    }

    /** From within the repository by the way there, from elsewhere by its whole path. */
    private static Path seenFrom(Path here, Path root, Path file) {
        return file.startsWith(here) || here.startsWith(root) ? here.relativize(file) : file;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new CheckRefusedException(
                    Reason.WRONG_REQUEST,
                    "Expected a file or folder but found none at " + path + ". Correct the path.");
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** Whether a path from the root is among those that were asked for. */
    public boolean isInScope(String path) {
        Path file = root.resolve(path);
        return scope.stream().anyMatch(file::startsWith) && without.stream().noneMatch(file::startsWith);
    }

    /**
     * The repository; who needs one says what for.
     *
     * @throws ContractsUnreadableException when there is none
     */
    public GitRepository git(String purpose) {
        return git.orElseThrow(() -> new ContractsUnreadableException("Expected a git work tree in " + root + " to "
                + purpose + " but found none, or no git. Go to a clone of the repository."));
    }

    /**
     * The schemas as they were committed last, which are none before the first commit; empty without a repository and on a
     * branch without commits where other branches have some, for then it is not known what to compare with.
     *
     * @throws ContractsUnreadableException when git cannot tell, as when a commit is missing
     */
    public Optional<EarlierSchemas> atHead() {
        if (git.isPresent() && !git.get().hasCommits()) {
            return git.get().isBeforeTheFirstCommit()
                    ? Optional.of(EarlierSchemas.beforeTheFirstCommit())
                    : Optional.empty();
        }
        return git.map(repository -> at("HEAD"));
    }

    /** The root that paths begin at. */
    public Path root() {
        return root;
    }

    /** Whether there is no schema file in scope. */
    public boolean isEmpty() {
        return all().paths().stream().noneMatch(this::isInScope);
    }

    private ContractFiles all() {
        return git.map(repository -> repository.workTree(naming))
                .orElseGet(() -> ContractFiles.below(root, DiscoveredSchemas::isSchemaFile, naming));
    }

    /**
     * The files of the schemas as they are.
     *
     * @throws CheckRefusedException when there is none in scope
     */
    public ContractFiles files() {
        ContractFiles files = all();
        if (files.paths().stream().noneMatch(this::isInScope)) {
            throw new CheckRefusedException(
                    Reason.NO_SCHEMAS,
                    "Expected Avro schemas (.avsc, .avpr or .avdl) in "
                            + String.join(
                                    ", ", scope.stream().map(Path::toString).toList())
                            + " but found none. Name another path.");
        }
        return files;
    }

    /**
     * The schemas as they were.
     *
     * @throws ContractsUnreadableException when there is no such revision
     */
    public EarlierSchemas at(String revision) {
        return new EarlierSchemas(
                revision,
                DiscoveredSchemas.read(git("compare with " + revision).at(revision, path -> revision + ":" + path)));
    }
}
