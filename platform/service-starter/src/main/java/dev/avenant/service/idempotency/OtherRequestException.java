package dev.avenant.service.idempotency;

/** The key came with another body before. */
final class OtherRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherRequestException() {
        super("Idempotency-Key: was used for another request before; take a new key for a new request");
    }
}
