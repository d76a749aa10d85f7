package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import org.jspecify.annotations.Nullable;

/** What the modes permit. */
final class ModeChecks {

    private ModeChecks() {}

    /** Throws 42205 when nothing may be changed there. */
    static void requireWritable(Catalog catalog, @Nullable String subject) {
        if (catalog.modeInScope(subject).isReadOnly()) {
            throw notPermitted(subject, "is in read-only mode");
        }
    }

    static RestException notPermitted(@Nullable String subject, String why) {
        String context = subject == null ? "" : QualifiedSubject.of(subject).contextPrefix();
        return RestException.of(
                RegistryErrorCode.OPERATION_NOT_PERMITTED, "Subject " + subject + " in context " + context + " " + why);
    }
}
