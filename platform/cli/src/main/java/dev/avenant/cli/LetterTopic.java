package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    /** The letter that a record of the topic is; empty when it is none. */
    Optional<Letter> letter(ConsumerRecord<byte[], byte[]> record) {
        if (!DeadLetter.isLetter(record)) {
            return Optional.empty();
        }
        if (dialect != null) {
            return Optional.of(Letter.of(record, forced(dialect)));
        }
        Optional<Letter> found = Letter.of(record);
        return found.isEmpty() && DeadLetterTopic.isName(name)
                ? Optional.of(Letter.of(record, LetterDialects.AVENANT))
                : found;
    }

    /** The topic of this group alone from which it takes replays; empty when other libraries made the topic. */
    Optional<String> replayTopic() {
        return DeadLetterTopic.isName(name) ? Optional.of(new DeadLetterTopic(name).replayTopic()) : Optional.empty();
    }

    /** Refuses a dialect that there is not, before anything is read. */
    void check() {
        if (dialect != null) {
            forced(dialect);
        }
    }

    private static LetterDialect forced(String name) {
        return LetterDialects.named(name)
                .orElseThrow(() -> CommandFailure.usage("Expected a --dialect of "
                        + LetterDialects.all().stream().map(LetterDialect::name).collect(Collectors.joining(", "))
                        + " but found " + name + "."));
    }
}
