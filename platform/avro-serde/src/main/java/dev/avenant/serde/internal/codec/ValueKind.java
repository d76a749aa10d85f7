package dev.avenant.serde.internal.codec;

/**
 * The kinds of values that are most frequent. They are written where they stand in a switch, where the compiler
 * sees what happens, and not by a call that may go to any of a dozen classes, which costs more than the value itself.
 * Numbers and not an enum, since a switch over an enum looks each one up in a table first.
 */
final class ValueKind {

    static final int OTHER = 0;
    static final int BOOLEAN = 1;
    static final int INT = 2;
    static final int LONG = 3;
    static final int DOUBLE = 4;
    static final int STRING = 5;

    private ValueKind() {}
}
