package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A record could not be written or read. */
public class SerdeException extends SerializationException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public SerdeException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
        super(site.prefix() + message, cause);
        this.kind = kind;
        this.site = site;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public FailureSite site() {
        return site;
    }
}
