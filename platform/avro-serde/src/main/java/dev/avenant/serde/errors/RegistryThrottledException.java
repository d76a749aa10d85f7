package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.jspecify.annotations.Nullable;

/** The registry answers too many requests (429). */
public final class RegistryThrottledException extends ThrottlingQuotaExceededException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public RegistryThrottledException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
        super(site.prefix() + message);
        if (cause != null) {
            initCause(cause);
        }
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
