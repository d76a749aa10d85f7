package dev.avenant.operations.events;

import dev.avenant.operations.OperationException;

/** A text is no expression, names something that is not there, or does not say whether. */
public final class ExpressionFaultException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String fault;

    ExpressionFaultException(int line, int column, String fault) {
        super(
                Reason.WRONG_REQUEST,
                "Expected an expression in CEL over " + ExpressionLanguage.NAMES + " but found a fault"
                        + (line == 0 ? "" : " at line " + line + ", column " + column) + ": " + fault + ".");
        this.line = line;
        this.column = column;
        this.fault = fault;
    }

    /** What an expression may name. */
    public static String names() {
        return ExpressionLanguage.NAMES;
    }

    /** From 1; 0 when nobody says where it is. */
    public int line() {
        return line;
    }

    /** From 1; 0 when nobody says where it is. */
    public int column() {
        return column;
    }

    /** What CEL says, in English, without the point at its end. */
    public String fault() {
        return fault;
    }
}
