package dev.avenant.serde.internal.codec;

import org.apache.avro.AvroRuntimeException;

/** A payload claims more than the limits allow. */
public final class LimitExceededException extends AvroRuntimeException {

    LimitExceededException(String message) {
        super(message);
    }
}
