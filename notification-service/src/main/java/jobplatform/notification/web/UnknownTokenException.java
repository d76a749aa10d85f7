package jobplatform.notification.web;

/** No e-mail that can be ended has the token of an address. */
final class UnknownTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTokenException() {
        super("This link ends no e-mails: it is not whole, or its account is gone");
    }
}
