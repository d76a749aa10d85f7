package dev.avenant.cli.deadletters;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.UnsendableLetterException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where letters go when they are replayed. Only Avenant's groups have a topic of their own for that. */
final class LetterTargetOptions {
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

    /** What they say. */
    LetterTarget target() {
        if (to != null && toOriginal) {
            throw CommandFailure.usage("Expected --to or --to-original but found both.");
        }
        return to != null ? LetterTarget.topic(to) : toOriginal ? LetterTarget.ORIGINAL : LetterTarget.OWN_GROUP;
    }

    private static String noTarget(String place, String dialect) {
        return "The message at " + place + " is a letter of " + dialect
                + ", and its group has no replay topic of its own. Name a topic with --to, or"
                + " take --to-original, which every group that reads the topic gets again.";
    }

    /** Refuses letters of a topic of which it is known without reading it that they have no topic to go to. */
    static void refuseNowhere(LetterSource source, LetterTarget target, List<IndexedLetter> letters) {
        if (source.replayTopic().isEmpty() && target.equals(LetterTarget.OWN_GROUP)) {
            letters.stream().map(IndexedLetter::facts).findFirst().ifPresent(first -> {
                throw CommandFailure.usage(noTarget(first.place(), ShownLetter.titleOf(first.dialect())));
            });
        }
    }

    /** The sentence for a message that cannot go there. */
    static CommandFailure refused(UnsendableLetterException unsendable) {
        Letter letter = unsendable.letter();
        String message = "The message at " + letter.place();
        LetterReport.Origin origin = letter.report().origin();
        return CommandFailure.usage(
                switch (unsendable.why()) {
                    case NO_ORIGIN -> message + " does not say which topic it came from. Name one with --to.";
                    case STATE_TOPIC ->
                        message + " says that it came from " + origin.topic()
                                + ", in which Kafka or the registry keeps its state. Name another topic with --to.";
                    case NO_TARGET -> noTarget(letter.place(), letter.dialect().title());
                    case IN_PARTS ->
                        message + " is too large for one record and lies in parts,"
                                + " which only its group puts together. Replay it without --to.";
                    case NO_BYTES ->
                        message + " has neither a key nor a value: its group does not copy records. The record is at "
                                + origin.partition() + ":" + origin.offset() + " of " + origin.topic()
                                + "; have it sent again.";
                });
    }
}
