package dev.avenant.console.contracts;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.Messages;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.InternalTopics;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.text.Sentence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code contracts.yaml} and the files beside it declare, read afresh when one of them changed. */
@PerCluster
public class DeclaredContracts {

    private final @Nullable Path file;
    private final Access access;
    private @Nullable StampedTree known;

    DeclaredContracts(ConsoleSettings settings, Access access) {
        this.file = settings.contracts();
        this.access = access;
    }

    private record StampedTree(Map<Path, String> stamp, ContractTree tree) {}

    /**
     * What is declared of topics.
     *
     * @param isConfigured whether the console was told where contracts are
     * @param topics those that may be seen, by name, in the order of the file
     * @param internal the topics that services keep for themselves
     * @param problem why the file cannot be read, in a sentence; null when it can
     */
    public record Declared(
            boolean isConfigured,
            Map<String, TopicContract> topics,
            List<InternalTopics> internal,
            @Nullable Sentence problem) {

        /** What is said of a topic that a service keeps for itself, if it is one. */
        public Optional<InternalTopics> internal(String topic) {
            return internal.stream().filter(each -> each.covers(topic)).findFirst();
        }
    }

    /** What is declared of the topics that may be seen. */
    public Declared topics() {
        if (file == null) {
            return new Declared(false, Map.of(), List.of(), null);
        }
        Permissions mine = access.mine();
        try {
            Map<String, TopicContract> seen = new LinkedHashMap<>();
            ContractsConfig config = ContractsConfig.parse(file.toString(), text(file));
            config.topics().forEach((name, topic) -> {
                if (mine.seesTopic(name)) {
                    seen.put(name, topic);
                }
            });
            return new Declared(true, seen, config.internalTopics(), null);
        } catch (IOException | RuntimeException unreadable) {
            // What is wrong with it may name topics that may not be seen.
            Sentence why = mine.seesAllTopics() ? why(unreadable) : Messages.of("problem.contracts-unsaid");
            return new Declared(
                    true, Map.of(), List.of(), Messages.of("problem.contracts-unreadable", file.toString(), why));
        }
    }

    private static Sentence why(Exception unreadable) {
        return unreadable instanceof ContractsFileException fault
                ? fault.whole()
                : Sentence.quoting(String.valueOf(unreadable.getMessage()));
    }

    /**
     * All that is declared, whoever asks: what is shown of it is asked of {@link Access} by whoever shows it. Empty when
     * the console was not told where contracts are, or they cannot be reached.
     */
    Optional<ContractTree> tree() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(file));
        } catch (IOException | ContractsUnreadableException unreadable) {
            return Optional.empty();
        }
    }

    private synchronized ContractTree read(Path contracts) throws IOException {
        Path folder = folder(contracts);
        ContractFiles files = ContractFiles.folder(folder, folder.getFileName() + "/");
        Map<Path, String> stamp = stamp(files, contracts);
        if (known == null || !known.stamp().equals(stamp)) {
            known = new StampedTree(
                    stamp,
                    ContractTree.load(files.with(Map.of(ContractsConfig.FILE, text(contracts)))
                            .readOnce()));
        }
        return known.tree();
    }

    private static Map<Path, String> stamp(ContractFiles files, Path contracts) throws IOException {
        Map<Path, String> stamp = new LinkedHashMap<>();
        stamp.put(contracts, stamp(contracts));
        for (String path : files.paths()) {
            Path one = folder(contracts).resolve(path);
            stamp.put(one, stamp(one));
        }
        return stamp;
    }

    private static String stamp(Path file) throws IOException {
        return Files.getLastModifiedTime(file) + " " + Files.size(file);
    }

    private static Path folder(Path contracts) {
        Path parent = contracts.toAbsolutePath().getParent();
        return parent == null ? contracts.toAbsolutePath() : parent;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
