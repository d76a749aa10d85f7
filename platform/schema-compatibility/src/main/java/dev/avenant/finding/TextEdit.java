package dev.avenant.finding;

/**
 * A part of a file's text and what takes its place.
 *
 * @param start its first character
 * @param end the character behind its last; the same as {@code start} where text is only put in
 * @param from the offset of {@code start} in the file's text, in UTF-16 units
 * @param to the offset of {@code end}
 * @param text what takes its place; empty where it is only taken out
 */
public record TextEdit(SourceLocation start, SourceLocation end, int from, int to, String text) {
    public TextEdit {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("offsets must go up from 0 but were " + from + " and " + to);
        }
    }
}
