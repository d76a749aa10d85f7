package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes the files of a contracts tree, all of them or none, and over nothing that is there. */
public final class ContractsFolder {
    private final Path folder;

    /** @param folder the contracts folder, which need not be there */
    public ContractsFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What is not as it would be written.
     *
     * @param written whether the files were written, since there were none
     * @param different paths of files that are there with another content
     * @param missing paths of files that are not there, in a folder that holds others
     */
    public record Outcome(boolean written, List<String> different, List<String> missing) {
        /** Whether nothing had to be written. */
        public boolean isSame() {
            return !written && different.isEmpty() && missing.isEmpty();
        }
    }

    /**
     * Writes the files where there is no folder, or one that is empty but for a {@code contracts.yaml}, which stays as it is.
     * Otherwise only looks; {@code contracts.yaml} may be another then, since it is completed by hand.
     */
    public Outcome write(Map<String, String> files) throws IOException {
        if (isEmpty()) {
            create(files);
            return new Outcome(true, List.of(), List.of());
        }
        List<String> different = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path there = folder.resolve(file.getKey());
            if (!Files.exists(there)) {
                missing.add(file.getKey());
            } else if (!file.getKey().equals(ContractsConfig.FILE)
                    && !Arrays.equals(Files.readAllBytes(there), bytes(file.getValue()))) {
                different.add(file.getKey());
            }
        }
        return new Outcome(false, different, missing);
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.allMatch(folder.resolve(ContractsConfig.FILE)::equals);
        }
    }

    private void create(Map<String, String> files) throws IOException {
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "a contracts folder is in another");
        Files.createDirectories(parent);
        Path next = Files.createTempDirectory(parent, ".avenant-import");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = next.resolve(file.getKey()).normalize();
                if (!path.startsWith(next)) {
                    throw new IllegalStateException("a file outside the contracts folder: " + file.getKey());
                }
                Files.createDirectories(path.getParent());
                Files.write(path, bytes(file.getValue()));
            }
            next.toFile().setReadable(true, false);
            next.toFile().setExecutable(true, false);
            replace(next, parent.resolve(next.getFileName() + ".before"));
        } finally {
            delete(next);
        }
    }

    private void replace(Path next, Path before) throws IOException {
        if (!Files.exists(folder)) {
            move(next, folder);
            return;
        }
        Path config = folder.resolve(ContractsConfig.FILE);
        if (Files.exists(config)) {
            Files.copy(config, next.resolve(ContractsConfig.FILE), StandardCopyOption.REPLACE_EXISTING);
        }
        move(folder, before);
        try {
            move(next, folder);
        } catch (IOException e) {
            move(before, folder);
            throw e;
        }
        delete(before);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static void delete(Path left) throws IOException {
        if (!Files.exists(left)) {
            return;
        }
        try (Stream<Path> files = Files.walk(left)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
