package dev.avenant.finding;

import dev.avenant.text.Sentence;
import java.util.List;

/**
 * An edit of the new schema that was applied, compared again, and seen to remove its finding and to make nothing worse.
 *
 * @param said what to write, with its full stop
 * @param automatic whether it may be applied without asking: it rests on no guess and takes no declaration away
 * @param edits the same in the text of the file, from its beginning to its end and without overlap; empty where the file
 *     is not to be edited, such as one in Avro IDL
 */
public record Fix(Sentence said, boolean automatic, List<TextEdit> edits) {
    public Fix {
        edits = List.copyOf(edits);
    }

    /** What to write. */
    public String sentence() {
        return said.toString();
    }

    /** Whether it can be applied to its file. */
    public boolean isApplicable() {
        return !edits.isEmpty();
    }

    /** The file that it edits. */
    public String file() {
        if (edits.isEmpty()) {
            throw new IllegalStateException("expected a fix that can be applied but found: " + said);
        }
        return edits.get(0).start().file();
    }

    /** The text of the file with the edits made. */
    public String appliedTo(String text) {
        StringBuilder edited = new StringBuilder();
        int done = 0;
        for (TextEdit edit : edits) {
            edited.append(text, done, edit.from()).append(edit.text());
            done = edit.to();
        }
        return edited.append(text, done, text.length()).toString();
    }

    /** The same for a file that is not to be edited: the sentence alone. */
    public Fix withoutEdits() {
        return new Fix(said, false, List.of());
    }
}
