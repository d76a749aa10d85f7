package dev.avenant.registry.log;

/** The brokers' transactions do not promise what the registry is to rely on; the message says how to raise their level. */
public final class TransactionVersionTooLowException extends RuntimeException {

    public TransactionVersionTooLowException(String message) {
        super(message);
    }
}
