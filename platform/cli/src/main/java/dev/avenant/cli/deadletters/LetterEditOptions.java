package dev.avenant.cli.deadletters;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleLetterActions;
import dev.avenant.cli.console.ConsoleLetterEdits;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.Shown;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.LetterEdit;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Another value for one letter, held against a version of its schema before it goes anywhere. */
final class LetterEditOptions {
    @Mixin
    private final Registry registry;

    @Option(
            names = "--edit",
            paramLabel = "FILE",
            description = "Replay the one message at --offset with the value in this file instead, Avro's JSON.")
    private @Nullable Path file;

    @Option(
            names = "--schema-version",
            paramLabel = "N",
            description = "The version of the subject that the new value is held against and written with.")
    private @Nullable Integer version;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "The subject of that version (default: the one that the message was written with).")
    private @Nullable String subject;

    LetterEditOptions(CommandConfig config) {
        this.registry = new Registry(config);
    }

    /** Refuses an edit of none or of several messages. */
    void check(LetterFilterOptions filter) {
        if ((file == null) != (version == null)) {
            throw CommandFailure.usage("Expected --edit and --schema-version together but found only "
                    + (file == null ? "--schema-version" : "--edit") + ".");
        }
        if (file != null && !filter.namesOnePlace()) {
            throw CommandFailure.usage("Expected one --offset with --edit, which changes one message.");
        }
        if (file == null && subject != null) {
            throw CommandFailure.usage("Expected --edit with --subject but found none.");
        }
    }

    /** Whether a message is to go with another value. */
    boolean isGiven() {
        return file != null && version != null;
    }

    /** Refuses the registry that a console has of its own. */
    void refuseRegistry() {
        ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
    }

    /** Looks whether a console would let it be sent, and has it record that it was to be when it would not. */
    void look(ConsoleLetterEdits edits, ConsoleLetterActions.Action action, String place, boolean isTried) {
        if (!isTried) {
            edits.previewBeforeEdit(action, at(action.topic(), place));
        }
    }

    private static ConsoleLetterEdits.Place at(String topic, String place) {
        String[] parts = place.split(":", -1);
        return new ConsoleLetterEdits.Place(topic, Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    /**
     * Has a console check the new value, and send it.
     *
     * @param isTried whether it is checked alone
     */
    void send(ConsoleLetterEdits edits, String topic, String place, LetterTarget target, boolean isTried) {
        if (file == null || version == null) {
            return;
        }
        ConsoleLetterEdits.Place at = at(topic, place);
        String json = read(file);
        String named = subject == null ? edits.subjectOf(at).orElseThrow(() -> noSubject(place)) : subject;
        ConsoleLetterEdits.Edit edit = new ConsoleLetterEdits.Edit(named, version, json);
        String checked;
        try {
            checked = edits.edit(at, target, edit, null);
        } catch (OperationException refused) {
            if (refused.reason() != OperationException.Reason.WRONG_REQUEST) {
                throw refused;
            }
            throw CommandFailure.usage("In " + Shown.path(file) + ": " + refused.getMessage());
        }
        if (!isTried) {
            edits.edit(at, target, edit, checked);
        }
    }

    private static CommandFailure noSubject(String place) {
        return CommandFailure.usage(
                "The message at " + place + " does not say which subject it was written with. Name it with --subject.");
    }

    /** The record with the new value; as it is when there is none. */
    ProducerRecord<byte[], byte[]> applyTo(ProducerRecord<byte[], byte[]> record, Letter letter) {
        if (file == null || version == null) {
            return record;
        }
        return LetterEdit.withValue(record, value(file, version, letter));
    }

    private byte[] value(Path source, int number, Letter letter) {
        String json = read(source);
        try (RegistryClient client = registry.client()) {
            LetterEdit edit = new LetterEdit(client);
            String named = subject == null ? subjectOf(letter, edit) : subject;
            try {
                return edit.value(named, number, json)
                        .orElseThrow(() -> CommandFailure.usage("The registry at " + registry.address() + " holds no "
                                + named + " version " + number + "."));
            } catch (LetterEdit.MismatchException mismatch) {
                throw CommandFailure.usage("In " + Shown.path(source) + ": " + mismatch.getMessage() + ", as " + named
                        + " version " + number + " has it.");
            }
        }
    }

    private static String subjectOf(Letter letter, LetterEdit edit) {
        return edit.subjectOf(letter).orElseThrow(() -> noSubject(letter.place()));
    }

    private static String read(Path source) {
        try {
            return Files.readString(source, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            throw CommandFailure.usage("There is no file " + source + ". Name one with --edit.");
        } catch (IOException unreadable) {
            throw CommandFailure.usage("Could not read " + source + ": " + unreadable.getMessage() + ".");
        }
    }
}
