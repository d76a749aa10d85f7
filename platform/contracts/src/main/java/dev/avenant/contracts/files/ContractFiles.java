package dev.avenant.contracts.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The files of a contracts folder, wherever they are kept: a folder, a commit, or memory. */
public interface ContractFiles {
    /** What messages call the file of that path. */
    String shown(String path);

    /** Paths of all files below the contracts folder, with {@code /} between folders, in order. */
    Set<String> paths();

    /**
     * The content of a file, or empty when there is none of that path.
     *
     * @throws ContractsUnreadableException when it is there and cannot be read
     */
    Optional<byte[]> read(String path);

    /** The files in a folder; messages name them by {@code folder}'s path. */
    static ContractFiles folder(Path folder) {
        return new FolderFiles(folder, folder.toString().replace('\\', '/') + "/");
    }

    /** The files in a folder; messages name them from the root of its repository, or by its name where it is in none. */
    static ContractFiles fromRepository(Path folder) {
        return folder(folder, GitRepository.pathFromRoot(folder).orElse(folder.getFileName() + "/"));
    }

    /** The files in a folder, with another name for it in messages, such as {@code schemas/}. */
    static ContractFiles folder(Path folder, String prefix) {
        return new FolderFiles(folder, prefix);
    }

    /**
     * The files of a folder as they were at a commit; messages name them as git does, by the revision and the path from the
     * root of the repository.
     *
     * @param folder the contracts folder in a git work tree
     * @param revision anything that git names a commit by
     * @throws ContractsUnreadableException when git or the revision is not there
     */
    static ContractFiles gitRevision(Path folder, String revision) {
        ContractFiles files = new GitObjects(folder).files(revision, path -> true);
        String inRepository =
                revision + ":" + GitRepository.pathFromRoot(folder).orElse("");
        return files.shownAs(path -> inRepository + path);
    }

    /**
     * The files anywhere below a folder, without those in build folders and hidden ones.
     *
     * @param wanted which files count, by their paths below the folder
     * @param shown what messages call a file, by that path
     */
    static ContractFiles below(Path folder, Predicate<String> wanted, UnaryOperator<String> shown) {
        FolderFiles files = new FolderFiles(folder, "");
        Set<String> paths = files.paths(Integer.MAX_VALUE, BuildFolders::isName);
        paths.removeIf(wanted.negate());
        return new ShownFiles(paths, files::read, shown);
    }

    /** The same files with other names in messages. */
    default ContractFiles shownAs(UnaryOperator<String> shown) {
        return new ShownFiles(paths(), this::read, shown);
    }

    /**
     * One file that is at hand.
     *
     * @param shown what messages call it
     */
    static ContractFiles file(String path, String shown, byte[] content) {
        return new ShownFiles(Set.of(path), asked -> Optional.of(content), asked -> shown);
    }

    /** The same files in another folder. */
    default ContractFiles in(String folder) {
        String prefix = folder + "/";
        Set<String> paths = new TreeSet<>();
        paths().forEach(path -> paths.add(prefix + path));
        return new ShownFiles(
                paths, path -> read(path.substring(prefix.length())), path -> shown(path.substring(prefix.length())));
    }

    /** These files and others; of two of one path this one. */
    default ContractFiles with(ContractFiles others) {
        Set<String> own = paths();
        Set<String> all = new TreeSet<>(own);
        all.addAll(others.paths());
        return new ShownFiles(
                all,
                path -> own.contains(path) ? read(path) : others.read(path),
                path -> own.contains(path) ? shown(path) : others.shown(path));
    }

    /** The same files as they are when each is read first, whatever becomes of them afterwards. */
    default ContractFiles readOnce() {
        Map<String, Optional<byte[]>> read = new ConcurrentHashMap<>();
        return new ShownFiles(paths(), path -> read.computeIfAbsent(path, this::read), this::shown);
    }

    /** The same files, some with another text. */
    default ContractFiles with(Map<String, String> texts) {
        return new ShownFiles(
                paths(),
                path -> Optional.ofNullable(texts.get(path))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .or(() -> read(path)),
                this::shown);
    }

    /** Files that are given as text. */
    static ContractFiles of(Map<String, String> texts) {
        Map<String, String> files = new TreeMap<>(texts);
        return new ContractFiles() {
            @Override
            public String shown(String path) {
                return path;
            }

            @Override
            public Set<String> paths() {
                return new TreeSet<>(files.keySet());
            }

            @Override
            public Optional<byte[]> read(String path) {
                return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
