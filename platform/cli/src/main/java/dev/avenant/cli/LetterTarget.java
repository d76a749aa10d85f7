package dev.avenant.cli;

import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where letters go when they are replayed. Only Avenant's groups have a topic of their own for that. */
final class LetterTarget {
    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description =
                    "The topic to send to, which must be there; without it letters of Avenant go to the replay topic"
                            + " of their group, and letters of others nowhere.")
    private @Nullable String to;

    @Option(
            names = "--to-original",
            description =
                    "Send to the topic and partition that each message came from, where every group that reads the"
                            + " topic gets it again.")
    private boolean toOriginal;

    private final Set<String> known = new HashSet<>();

    void check() {
        if (to != null && toOriginal) {
            throw CommandFailure.usage("Expected --to or --to-original but found both.");
        }
    }

    /** Whether other groups than the one that failed get it too. */
    boolean reachesOthers() {
        return toOriginal;
    }

    /** The topic for a letter; empty when nobody said. */
    Optional<String> of(Letter letter, LetterTopic source) {
        if (to != null) {
            return Optional.of(to);
        }
        if (toOriginal) {
            return Optional.ofNullable(letter.report().origin().topic());
        }
        return letter.isOwn() ? source.replayTopic() : Optional.empty();
    }

    /** The record to send for a letter. */
    ProducerRecord<byte[], byte[]> record(Letter letter, LetterTopic source) {
        String topic = of(letter, source).orElseThrow(() -> nowhere(letter));
        if (to == null && !toOriginal) {
            return letter.deadLetter().replay();
        }
        if (letter.isOwn() && letter.deadLetter().parts().isPresent()) {
            throw CommandFailure.usage(
                    "The message at " + letter.place() + " is too large for one record and lies in parts,"
                            + " which only its group puts together. Replay it without --to.");
        }
        LetterReport.Origin origin = letter.report().origin();
        if (letter.record().key() == null && letter.record().value() == null && !letter.isOwn()) {
            throw CommandFailure.usage("The message at " + letter.place()
                    + " has neither a key nor a value: its group does"
                    + " not copy records. The record is at " + origin.partition() + ":" + origin.offset() + " of "
                    + origin.topic() + "; have it sent again.");
        }
        return letter.replayTo(topic, toOriginal && origin.partition() >= 0 ? origin.partition() : null);
    }

    /** Makes sure that the topic is there, so that no broker makes it with its own settings. */
    void requireTopic(String topic, TopicReader reader) {
        if (!known.contains(topic)) {
            try {
                reader.startsAt(topic, Long.MAX_VALUE);
            } catch (TopicNotFoundException none) {
                throw CommandFailure.couldNotRun(none.getMessage() + ".");
            }
            known.add(topic);
        }
    }

    private CommandFailure nowhere(Letter letter) {
        if (toOriginal) {
            return CommandFailure.usage(
                    "The message at " + letter.place() + " does not say which topic it came from. Name one with --to.");
        }
        return CommandFailure.usage("The message at " + letter.place() + " is a letter of "
                + letter.dialect().title()
                + ", and its group has no replay topic of its own. Name a topic with --to, or"
                + " take --to-original, which every group that reads the topic gets again.");
    }
}
