package jobplatform.user.notice.stream;

/** The header names an event that the stream cannot have sent; the message is for the caller. */
final class UnknownEventIdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownEventIdException(long newest) {
        super("must be the id of an event of this stream, from 0 to " + newest);
    }
}
