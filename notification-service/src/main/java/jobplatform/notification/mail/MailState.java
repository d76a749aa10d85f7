package jobplatform.notification.mail;

/** What became of an e-mail. */
public enum MailState {
    /** It goes out when the mail server takes it, and its recipient is known. */
    WAITING,

    /** It is being handed to the mail server; written before the server is told of it. */
    SENDING,

    /** The mail server has taken it. */
    SENT,

    /** The mail server refused it for good, or until it was too old; it is not tried again. */
    REFUSED,

    /** The mail server may have taken it and may not; it is not tried again. */
    UNKNOWN,

    /** Nobody wants it any more: the user is gone or opted out, or the job that it suggests is no longer open. */
    DROPPED
}
