package dev.avenant.serde.errors;

import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/** The registry does not know who asks (401). */
public final class RegistryAuthenticationException extends AuthenticationException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public RegistryAuthenticationException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
