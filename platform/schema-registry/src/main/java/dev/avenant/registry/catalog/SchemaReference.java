package dev.avenant.registry.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A reference as a request or a record of the log has it: any part can be missing.
 *
 * @param name the full name that the using schema writes
 * @param subject where the used schema is registered, as the using one names it
 * @param version its version there; -1 stands for the latest one in requests
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SchemaReference(
        @Nullable String name,
        @Nullable String subject,
        @Nullable Integer version) {

    /** As error messages show it. */
    String describe() {
        return "{name='" + name + "', subject='" + subject + "', version=" + version + "}";
    }

    boolean isIncomplete() {
        return name == null || name.isEmpty() || subject == null || subject.isEmpty() || version == null;
    }

    String requiredName() {
        return name == null ? "" : name;
    }

    String requiredSubject() {
        return subject == null ? "" : subject;
    }

    int requiredVersion() {
        return version == null ? 0 : version;
    }
}
