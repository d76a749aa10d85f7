package dev.avenant.cli.deadletters;

import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import dev.avenant.operations.letters.LetterSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The dead-letter topic that a command is about, and in which dialect its letters are. */
final class LetterTopic {
    @Parameters(
            paramLabel = "TOPIC",
            description = "The dead-letter topic: <topic>.<group>.dlt, or one of Spring Kafka, Kafka Connect,"
                    + " Kafka Streams or a share group.")
    private String name = "";

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "Take every record for a letter of avenant, spring, connect, streams or share-group,"
                    + " rather than find out by its headers.")
    private @Nullable String dialect;

    String name() {
        return name;
    }

    /** Refuses what a console finds out by itself. */
    void refuseDialect() {
        ConsoleOptions.refuse("--dialect", dialect != null, "it finds out by the headers of each message whose it is");
    }

    /** The topic, with the dialect that was named; refuses one that there is not, before anything is read. */
    LetterSource source() {
        return new LetterSource(name, dialect == null ? null : forced(dialect));
    }

    private static LetterDialect forced(String name) {
        return LetterDialects.named(name)
                .orElseThrow(() -> CommandFailure.usage("Expected a --dialect of "
                        + LetterDialects.all().stream().map(LetterDialect::name).collect(Collectors.joining(", "))
                        + " but found " + name + "."));
    }
}
