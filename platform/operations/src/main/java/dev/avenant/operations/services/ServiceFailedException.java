package dev.avenant.operations.services;

import dev.avenant.operations.OperationException;
import java.net.URI;

/** A process of a service did not tell or do what it was asked. */
public final class ServiceFailedException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String detail;

    /** What is wrong. */
    public enum Kind {
        /** It does not take the credentials, or has been given none. */
        REFUSED,

        /** Something answers, and has no endpoint {@code subscriptions}. */
        NO_ENDPOINT,

        /** It answered another status. */
        FAILED,

        /** It answered no JSON. */
        NO_JSON,

        /** It did not answer. */
        AWAY
    }

    ServiceFailedException(URI address, Kind kind, String detail) {
        super(Reason.COULD_NOT_RUN, "The service at " + address + " " + says(kind, detail) + ".");
        this.kind = kind;
        this.detail = detail;
    }

    private static String says(Kind kind, String detail) {
        return switch (kind) {
            case REFUSED -> "refused the credentials (" + detail + ")";
            case NO_ENDPOINT -> "has no such endpoint";
            case FAILED -> "answered " + detail;
            case NO_JSON -> "answered no JSON";
            case AWAY -> "did not answer: " + detail;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** The status with what the service says of it, or what the connection says; empty when there is no more to say. */
    public String detail() {
        return detail;
    }
}
