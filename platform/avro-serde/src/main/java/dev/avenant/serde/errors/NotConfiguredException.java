package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/** The serde was used before it was configured. */
public final class NotConfiguredException extends InvalidConfigurationException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public NotConfiguredException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
