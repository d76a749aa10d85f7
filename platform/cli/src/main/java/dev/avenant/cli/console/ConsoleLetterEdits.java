package dev.avenant.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a console replays a dead letter with another value, for whoever signs in. */
public final class ConsoleLetterEdits {

    private final ConsoleClient console;

    public ConsoleLetterEdits(ConsoleClient console) {
        this.console = console;
    }

    /** Where a letter lies. */
    public record Place(String topic, int partition, long offset) {
        private String path() {
            return LetterAnswers.pathOf(topic, partition, offset) + "/edit";
        }
    }

    /**
     * Another value for a letter.
     *
     * @param subject whose version it is a value of
     * @param json in Avro's JSON
     */
    public record Edit(String subject, int version, String json) {}

    /**
     * Looks whether letters may be replayed, before one is with another value.
     *
     * @throws NotGrantedException if they may not; the console has recorded that one was to be
     */
    public ConsoleLetterActions.Preview previewBeforeEdit(ConsoleLetterActions.Action action, Place place) {
        ObjectNode nothing = JsonNodeFactory.instance
                .objectNode()
                .put("subject", "")
                .put("version", 0)
                .put("value", "");
        return console.lookBeforeDoing(
                () -> new ConsoleLetterActions(console).preview(action),
                () -> console.post(place.path(), Map.of(), nothing));
    }

    /** The subject that a letter was written with; empty when the console does not know, or may not say. */
    public Optional<String> subjectOf(Place place) {
        return Optional.of(console.get(place.path(), Map.of()).text("subject")).filter(subject -> !subject.isEmpty());
    }

    /**
     * Checks another value for a letter, and sends the very same when it was checked before.
     *
     * @param checked what the check gave; null for a check
     * @return what the value is sent with
     */
    public String edit(Place place, LetterTarget target, Edit edit, @Nullable String checked) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("subject", edit.subject())
                .put("version", edit.version())
                .put("value", edit.json())
                .put("checked", checked);
        LetterAnswers.query(LetterFilter.ALL, target).forEach(order::put);
        return console.post(place.path(), Map.of(), order).text("checked");
    }
}
