package dev.avenant.operations.events;

import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import dev.avenant.text.Sentence;

/** A text is no expression, names something that is not there, or does not say whether; CEL says so in English. */
public final class ExpressionFaultException extends OperationException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault at a place.
     *
     * @param line from 1; 0 when nobody says where it is
     * @param column from 1
     * @param fault what CEL says, without the point at its end
     */
    ExpressionFaultException(int line, int column, String fault) {
        super(Reason.WRONG_REQUEST, said(line, column, fault));
    }

    private static Sentence said(int line, int column, String fault) {
        Sentence names = names();
        return line == 0
                ? OperationText.of("event.expression", names, fault)
                : OperationText.of("event.expression-at", names, fault, String.valueOf(line), String.valueOf(column));
    }

    private static Sentence names() {
        int last = ExpressionLanguage.NAMES.size() - 1;
        return OperationText.of(
                "event.names",
                String.join(", ", ExpressionLanguage.NAMES.subList(0, last)),
                ExpressionLanguage.NAMES.get(last));
    }
}
