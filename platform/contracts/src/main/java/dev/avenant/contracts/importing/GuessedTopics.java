package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which topic an event is on, where only the folder of its file, or a {@code contracts.yaml}, can say it. */
final class GuessedTopics {
    /** Folders that say what kind of file is in them. */
    private static final Set<String> KINDS = Set.of(
            "avro",
            "avdl",
            "avpr",
            "avsc",
            "event",
            "events",
            "idl",
            "java",
            "main",
            "message",
            "messages",
            "model",
            "models",
            "proto",
            "record",
            "records",
            "resources",
            "schema",
            "schemas",
            "src",
            "test",
            "version",
            "versions",
            "kafka");

    private static final Pattern VERSION = Pattern.compile("[vV]?\\d+([._-]\\d+)*");
    /** The layout of a contracts folder, wherever it is. */
    private static final Pattern CONTRACT = Pattern.compile("(?:.*/)?(?<topic>[^/]+)/(?<name>[^/]+)/v[1-9]\\d*\\.avsc");

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");

    private final Optional<String> given;
    private final Optional<ContractsConfig> config;
    private final String root;

    /**
     * Takes what is known.
     *
     * @param given the topic that the user named
     * @param config a {@code contracts.yaml} that is there already
     * @param root the name of the folder in which all files are
     */
    GuessedTopics(Optional<String> given, Optional<ContractsConfig> config, String root) {
        this.given = given;
        this.config = config;
        this.root = root;
    }

    /** The topic of an event whose file is there. */
    String of(String event, String path) {
        String guess = folderOfContract(event, path).or(() -> given).orElseGet(() -> fromPath(path));
        // events of one name may be on several topics
        boolean listedThere = config.map(known -> known.topics().get(guess))
                .filter(topic -> topic.events().containsKey(event))
                .isPresent();
        return listedThere
                ? guess
                : config.flatMap(known -> known.topicOf(event))
                        .map(TopicContract::name)
                        .orElse(guess);
    }

    /** Whether a {@code contracts.yaml}, or the folder of a contract, says that it is a shared type, or an event. */
    Optional<Boolean> isType(String name, String path) {
        if (config.flatMap(known -> known.topicOf(name)).isPresent()) {
            return Optional.of(false);
        }
        if (config.filter(known -> known.types().containsKey(name)).isPresent()) {
            return Optional.of(true);
        }
        return folderOfContract(name, path).map(Contract.TYPES_FOLDER::equals);
    }

    private static Optional<String> folderOfContract(String name, String path) {
        Matcher layout = CONTRACT.matcher(path);
        return layout.matches() && layout.group("name").equals(name)
                ? Optional.of(layout.group("topic"))
                : Optional.empty();
    }

    private String fromPath(String path) {
        List<String> folders = new ArrayList<>(Arrays.asList((root + "/" + path).split("/", -1)));
        folders.remove(folders.size() - 1);
        Collections.reverse(folders);
        return folders.stream()
                .filter(folder -> SAFE.matcher(folder).matches()
                        && !VERSION.matcher(folder).matches()
                        && !KINDS.contains(folder.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("events");
    }
}
