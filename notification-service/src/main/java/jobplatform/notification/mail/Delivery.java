package jobplatform.notification.mail;

/**
 * How an attempt to hand an e-mail to the mail server ended.
 *
 * @param outcome what is certain
 * @param problem what went wrong, for the administrator; empty when nothing did
 */
record Delivery(Outcome outcome, String problem) {

    static final Delivery DONE = new Delivery(Outcome.SENT, "");

    /** What is certain of an attempt. */
    enum Outcome {
        /** The server took it. */
        SENT,
        /** The server did not take it now, and may later. */
        PUT_OFF,
        /** The server will not take it. */
        REFUSED,
        /** The server was given all of it, and its answer is not known. */
        UNKNOWN,
        /** The server was not given it: it cannot be reached, or takes no mail of ours. */
        SERVER_AWAY
    }
}
