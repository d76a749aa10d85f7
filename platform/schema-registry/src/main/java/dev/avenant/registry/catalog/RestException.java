package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;

/** A request that the registry answers with an error, in Confluent's codes and words. */
public final class RestException extends RuntimeException {

    private final int status;
    private final int errorCode;

    public RestException(int status, int errorCode, String message) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The fault of that code, with the places of its message filled. */
    public static RestException of(RegistryErrorCode code, Object... values) {
        return new RestException(code.status(), code.code(), code.message(values));
    }

    /** A 40403 that names what was looked for. */
    public static RestException schemaNotFound(Object what) {
        return new RestException(
                RegistryErrorCode.SCHEMA_NOT_FOUND.status(),
                RegistryErrorCode.SCHEMA_NOT_FOUND.code(),
                "Schema " + what + " not found");
    }

    /** A 42201 for schemas that are no deeper than allowed, each by itself, but too deep together. */
    static RestException tooDeep() {
        return of(RegistryErrorCode.INVALID_SCHEMA, "The schema and its references are nested too deeply");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Confluent's error code. */
    public int errorCode() {
        return errorCode;
    }

    /** The message, for people. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
