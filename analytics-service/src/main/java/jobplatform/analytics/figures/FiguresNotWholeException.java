package jobplatform.analytics.figures;

/** The figures do not hold yet what the topics hold; the message is for the caller. */
public final class FiguresNotWholeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FiguresNotWholeException() {
        super("The figures are being counted for the first time; try again");
    }
}
