package dev.avenant.registry.client.api;

import java.util.Arrays;
import java.util.Optional;

/** The error codes of Confluent's API, each with its HTTP status and the template of its message. */
public enum RegistryErrorCode {
    ACCESS_DENIED(40301, "User is denied operation on this server."),
    SUBJECT_NOT_FOUND(40401, "Subject '%s' not found."),
    VERSION_NOT_FOUND(40402, "Version %s not found."),
    SCHEMA_NOT_FOUND(40403, "Schema not found"),
    SUBJECT_SOFT_DELETED(40404, "Subject '%s' was soft deleted.Set permanent=true to delete permanently"),
    SUBJECT_NOT_SOFT_DELETED(40405, "Subject '%s' was not deleted first before being permanently deleted"),
    VERSION_SOFT_DELETED(40406, "Subject '%s' Version %s was soft deleted.Set permanent=true to delete permanently"),
    VERSION_NOT_SOFT_DELETED(40407, "Subject '%s' Version %s was not deleted first before being permanently deleted"),
    SUBJECT_CONFIG_NOT_FOUND(40408, "Subject '%s' does not have subject-level compatibility configured"),
    SUBJECT_MODE_NOT_FOUND(40409, "Subject '%s' does not have subject-level mode configured"),
    ASSOCIATION_NOT_FOUND(40410, "Association for '%s' not found."),
    INCOMPATIBLE_SCHEMA(
            40901, "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"),
    ASSOCIATION_FOR_RESOURCE_EXISTS(40903, "An association of type '%s' already exists for resource '%s'"),
    ASSOCIATION_FOR_SUBJECT_EXISTS(40904, "An association already exists for subject '%s'"),
    STRONG_ASSOCIATION_EXISTS(40905, "A strong association already exists for subject '%s'"),
    NO_ACTIVE_VERSION(40907, "No active (non-deleted) version exists for subject '%s'"),
    ASSOCIATION_FROZEN(40908, "The association of type  '%s' is frozen for subject '%s'"),
    INVALID_SCHEMA(42201, "%s"),
    INVALID_VERSION(
            42202,
            "The specified version '%s' is not a valid version id. "
                    + "Allowed values are between [1, 2^31-1] and the string \"latest\""),
    INVALID_COMPATIBILITY_LEVEL(
            42203,
            "Invalid compatibility level. Valid values are none, backward, forward, full, "
                    + "backward_transitive, forward_transitive, and full_transitive"),
    INVALID_MODE(42204, "%s"),
    OPERATION_NOT_PERMITTED(42205, "%s"),
    REFERENCE_EXISTS(42206, "One or more references exist to the schema {magic=1,keytype=SCHEMA,%s}."),
    INVALID_SUBJECT(42208, "The specified subject '%s' is not a valid."),
    SCHEMA_TOO_LARGE(42209, "Register operation failed because schema is too large"),
    INVALID_RULESET(42210, "%s"),
    CONTEXT_NOT_EMPTY(42211, "The specified context '%s' is not empty."),
    INVALID_ASSOCIATION(42212, "The association specified an invalid value for property: '%s', detail: %s"),
    STORE_ERROR(50001, "Error in the backend data store"),
    OPERATION_TIMEOUT(50002, "Operation timed out"),
    FORWARDING_FAILED(50003, "Error while forwarding the request to the primary"),
    LEADER_UNKNOWN(50004, "Leader not known."),
    /** Given by clients, never by servers: the body of an error could not be read. */
    UNREADABLE_ERROR(50005, "%s");

    private final int code;
    private final String template;

    RegistryErrorCode(int code, String template) {
        this.code = code;
        this.template = template;
    }

    /** The five digits of {@code error_code}. */
    public int code() {
        return code;
    }

    /** The HTTP status that goes with the code: its first three digits. */
    public int status() {
        return code / 100;
    }

    /** The message with its places filled. */
    public String message(Object... values) {
        return template.formatted(values);
    }

    /** The constant of that code, empty for a code that is none of these. */
    public static Optional<RegistryErrorCode> of(int code) {
        return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
    }
}
