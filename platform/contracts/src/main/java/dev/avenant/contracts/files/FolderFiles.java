package dev.avenant.contracts.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Contracts in a folder; build output, sources and hidden folders in it are no contracts. */
record FolderFiles(Path folder, String prefix) implements ContractFiles {
    /** A file beyond this is refused unread, far above what a schema may have. */
    private static final long MAX_BYTES = 64L << 20;

    private static final Set<String> OTHER_FOLDERS = Set.of("target", "src");

    @Override
    public String shown(String path) {
        return prefix + path;
    }

    @Override
    public Set<String> paths() {
        return paths(4, name -> OTHER_FOLDERS.contains(name) || name.startsWith("."));
    }

    /** As {@link #paths()}, down to another depth and without other folders, which are named by their simple names. */
    Set<String> paths(int depth, Predicate<String> skipped) {
        Set<String> paths = new TreeSet<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                String name = entered.getFileName() == null
                        ? ""
                        : entered.getFileName().toString();
                boolean skip = !entered.equals(folder) && skipped.test(name);
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(folder.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(folder, Set.of(), depth, visitor);
        } catch (IOException e) {
            throw new ContractsUnreadableException("Cannot read the folder " + folder + ": " + reason(e) + ".", e);
        }
        return paths;
    }

    @Override
    public Optional<byte[]> read(String path) {
        Path file = folder.resolve(path);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ContractsUnreadableException(prefix + path + ": expected at most " + MAX_BYTES
                        + " bytes but found " + Files.size(file) + ". Remove the file or split it.");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ContractsUnreadableException("Cannot read " + prefix + path + ": " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        return e instanceof AccessDeniedException
                ? "this user has no permission to read it"
                : String.valueOf(e.getMessage());
    }
}
