package dev.avenant.console.produce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the form of a value.
 *
 * @param path tells it from the others; the name of what is sent of it begins with it
 * @param label what it is, for people: the name of a field, or where it stands in a list or map
 * @param type its type in a word or two
 * @param doc what its schema says of it; empty for nothing
 * @param kind how it is written
 * @param text what is written, or which branch or symbol is chosen, or the key of an entry
 * @param choices the branches or symbols
 * @param parts what it is made of
 * @param inList whether it is an item or an entry, which can be removed
 * @param problem what is wrong with it; null for nothing
 */
public record FormField(
        String path,
        String label,
        String type,
        String doc,
        Kind kind,
        String text,
        List<String> choices,
        List<FormField> parts,
        boolean inList,
        @Nullable FormProblem problem) {

    /** How a part is written. */
    public enum Kind {
        GROUP,
        BRANCHES,
        LIST,
        ENTRIES,
        ENTRY,
        CHOICE,
        DATE,
        LINE,
        AREA,
        NOTHING
    }

    public FormField {
        choices = List.copyOf(choices);
        parts = List.copyOf(parts);
    }

    /** What the page calls it in its own addresses. */
    public String id() {
        return "f-" + path.replaceAll("[^a-zA-Z0-9]", "-");
    }
}
