package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;

/** A gateway answered that it cannot reach the registry (502). */
public final class RegistryDisconnectedException extends DisconnectException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public RegistryDisconnectedException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
