package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The registry answered that it cannot serve now (408, 500, 503, 504), or did not answer in time. */
public final class RegistryTimeoutException extends TimeoutException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public RegistryTimeoutException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
