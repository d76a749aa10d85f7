package dev.avenant.console.access;

/** Somebody may not do what they asked for; nothing was done. */
public final class ActionRefusedException extends RuntimeException {

    private final Why why;
    private final String topic;

    /** Why not. */
    public enum Why {
        /** Nobody may change anything. */
        READ_ONLY,
        /** No grant lets them act on the topic. */
        NO_GRANT,
        /** The topic keeps the records of actions, and only the console itself writes to it. */
        KEEPS_RECORDS,
        /** What is masked for them where the letters are is shown to them there. */
        SHOWS_MORE,
        /** It is for admins alone. */
        NOT_ADMIN
    }

    ActionRefusedException(Why why, String topic) {
        super(
                switch (why) {
                    case READ_ONLY -> "The console is read-only";
                    case NO_GRANT -> "No grant of the role operator or admin for the topic " + topic;
                    case KEEPS_RECORDS -> "The topic " + topic + " keeps the records of actions";
                    case SHOWS_MORE -> "The topic " + topic + " would show what is masked in that of the letters";
                    case NOT_ADMIN -> "No grant of the role admin";
                });
        this.why = why;
        this.topic = topic;
    }

    public Why why() {
        return why;
    }

    /** The topic that was to be written to, or whose letters were meant; empty when it was about none. */
    public String topic() {
        return topic;
    }
}
