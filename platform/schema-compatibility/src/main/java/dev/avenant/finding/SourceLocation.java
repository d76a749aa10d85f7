package dev.avenant.finding;

/**
 * A place in a text file, as editors and compilers name it.
 *
 * @param file the file as it was given to the reader, with {@code /} between folders
 * @param line counted from 1
 * @param column counted from 1
 */
public record SourceLocation(String file, int line, int column) implements Comparable<SourceLocation> {
    public SourceLocation {
        if (line < 1) {
            throw new IllegalArgumentException("line must be at least 1 but was " + line);
        }
        if (column < 1) {
            throw new IllegalArgumentException("column must be at least 1 but was " + column);
        }
    }

    /** The first character of a file. */
    public static SourceLocation startOf(String file) {
        return new SourceLocation(file, 1, 1);
    }

    @Override
    public int compareTo(SourceLocation other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
