package dev.avenant.finding;

import org.jspecify.annotations.Nullable;

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

    // By hand, as in the other records that every check compares: what the compiler gives a record is linked when it is
    // first called, and the first of a process takes longer than a small check.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceLocation location && compareTo(location) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * file.hashCode() + line) + column;
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
