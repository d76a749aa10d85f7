package dev.avenant.serde.internal.codec;

import org.jspecify.annotations.Nullable;

/** Carries a failure out of the tree and gathers the path of the field on its way. */
public final class FieldPathException extends RuntimeException {

    private final Exception fault;
    private String path;

    FieldPathException(String field, Exception fault) {
        super(null, fault, false, false);
        this.fault = fault;
        this.path = field;
    }

    /** A failure in one of these fields, or below it; for code that is made for a class. */
    public static FieldPathException at(Exception failed, String[] fields, int number) {
        return failed instanceof FieldPathException below
                ? below.under(fields[number])
                : new FieldPathException(fields[number], failed);
    }

    /** The path so far below this field. */
    FieldPathException under(String field) {
        path = path.startsWith("[") ? field + path : field + "." + path;
        return this;
    }

    /** What happened there. */
    public Exception fault() {
        return fault;
    }

    /** The field, as {@code a.b[].c}. */
    public String path() {
        return path;
    }

    /** The path of a failure that came out of a tree; null when it happened outside any field. */
    public static @Nullable String pathOf(Exception failed) {
        return failed instanceof FieldPathException located ? located.path() : null;
    }

    /** The failure itself, without what carried it. */
    public static Exception faultOf(Exception failed) {
        return failed instanceof FieldPathException located ? located.fault() : failed;
    }
}
