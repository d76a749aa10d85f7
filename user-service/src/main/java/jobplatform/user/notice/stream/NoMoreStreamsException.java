package jobplatform.user.notice.stream;

/** This process has as many streams as it may, or is about to stop; the message is for the caller. */
final class NoMoreStreamsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoMoreStreamsException() {
        super("The service opens no more streams for now; try again");
    }
}
