package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** The registry knows who asks and refuses (403). */
public final class RegistryAuthorizationException extends AuthorizationException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public RegistryAuthorizationException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
