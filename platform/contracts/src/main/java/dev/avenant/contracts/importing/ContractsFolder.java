package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
     * @param unlisted folders of contracts that a {@code contracts.yaml} which is there does not list
     */
    public record Outcome(boolean written, List<String> different, List<String> missing, List<String> unlisted) {
        /** Whether nothing had to be written. */
        public boolean isSame() {
            return !written && different.isEmpty() && missing.isEmpty() && unlisted.isEmpty();
        }
    }

    /**
     * Writes the files where there is no folder, or one that is empty but for a {@code contracts.yaml}. That stays as it is,
     * unless it is the example, and must list the contracts. Otherwise only looks; {@code contracts.yaml} may be another
     * then, since it is completed by hand.
     */
    public Outcome write(Map<String, String> files) throws IOException {
        if (isEmpty()) {
            Map<String, String> whole = new TreeMap<>(files);
            config().ifPresent(there -> whole.put(ContractsConfig.FILE, there));
            List<String> unlisted = unlisted(whole);
            if (unlisted.isEmpty()) {
                create(whole);
            }
            return new Outcome(unlisted.isEmpty(), List.of(), List.of(), unlisted);
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
        return new Outcome(false, different, missing, List.of());
    }

    /** The {@code contracts.yaml} that is there and was written by somebody. */
    private Optional<String> config() throws IOException {
        Path config = folder.resolve(ContractsConfig.FILE);
        return Files.exists(config)
                ? Optional.of(Files.readString(config)).filter(text -> !text.equals(ExampleConfig.TEXT))
                : Optional.empty();
    }

    private static List<String> unlisted(Map<String, String> files) {
        return ContractTree.load(ContractFiles.of(files)).problems().stream()
                .filter(problem -> problem.ruleId().equals(ContractRule.NOT_LISTED.id()))
                .map(GateFinding::contract)
                .toList();
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
        Path target = target();
        Path parent = Objects.requireNonNull(target.getParent(), "a contracts folder is in another");
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
            replace(target, next, parent.resolve(next.getFileName() + ".before"));
        } finally {
            delete(next);
        }
    }

    /** The folder itself, where links lead to it. */
    private Path target() throws IOException {
        boolean isThere = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        return isThere ? folder.toRealPath() : folder.toAbsolutePath();
    }

    private static void replace(Path target, Path next, Path before) throws IOException {
        if (!Files.exists(target)) {
            move(next, target);
            return;
        }
        move(target, before);
        try {
            move(next, target);
        } catch (IOException e) {
            move(before, target);
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
