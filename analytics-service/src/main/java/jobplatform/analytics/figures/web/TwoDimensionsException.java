package jobplatform.analytics.figures.web;

/** Figures of a place and a skill were asked for, which are not counted; the message is for the caller. */
final class TwoDimensionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TwoDimensionsException() {
        super("cannot be given together with place");
    }
}
