package dev.avenant.service.idempotency;

/** The header holds no key. */
final class UnusableKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKeyException() {
        super("Idempotency-Key: must be one value of 1 to 255 visible characters");
    }
}
