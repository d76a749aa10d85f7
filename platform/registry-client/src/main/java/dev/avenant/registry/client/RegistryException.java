package dev.avenant.registry.client;

import org.jspecify.annotations.Nullable;

/** Why the registry gave no usable answer. */
public final class RegistryException extends RuntimeException {

    /** What kind of refusal or absence it was, which decides who tries again. */
    public enum Kind {
        /** No answer came: refused connection, unknown host, reset, time-out. The same request may pass later. */
        UNREACHABLE,
        /** The registry answered that it cannot serve for now (408, 5xx). The same request may pass later. */
        UNAVAILABLE,
        /** Too many requests (429). The same request may pass later. */
        THROTTLED,
        /** The credentials are missing, wrong (401) or not sufficient (403). Trying again does not help. */
        REFUSED,
        /** The registry does not hold what was asked for (404 with its own error code). */
        NOT_FOUND,
        /** The request was understood and rejected (any other 4xx). Trying again does not help. */
        REJECTED,
        /** What came back is not an answer of this API. Is the URL that of a schema registry? */
        NOT_A_REGISTRY
    }

    private final Kind kind;
    private final int status;
    private final int errorCode;

    public RegistryException(Kind kind, int status, int errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.errorCode = errorCode;
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when no answer came. */
    public int status() {
        return status;
    }

    /** The registry's own error code, such as 42201; 0 when it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the same request may pass later without anybody changing it. */
    public boolean isTransient() {
        return switch (kind) {
            case UNREACHABLE, UNAVAILABLE, THROTTLED -> true;
            case REFUSED, NOT_FOUND, REJECTED, NOT_A_REGISTRY -> false;
        };
    }
}
