package dev.avenant.serde.errors;

import org.jspecify.annotations.Nullable;

/** A value or a setting that this serde cannot take at all. */
public final class SerdeArgumentException extends IllegalArgumentException implements SerdeFailure {

    private final Kind kind;
    private final FailureSite site;

    public SerdeArgumentException(Kind kind, FailureSite site, String message, @Nullable Throwable cause) {
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
