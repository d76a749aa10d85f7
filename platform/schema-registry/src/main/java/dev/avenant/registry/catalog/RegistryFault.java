package dev.avenant.registry.catalog;

/** A request that the registry answers with an error, in Confluent's codes and words. */
public final class RegistryFault extends RuntimeException {

    private final int status;
    private final int errorCode;

    public RegistryFault(int status, int errorCode, String message) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Confluent's error code. */
    public int errorCode() {
        return errorCode;
    }

    static RegistryFault subjectNotFound(String subject) {
        return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryFault subjectSoftDeleted(String subject) {
        return new RegistryFault(
                404, 40404, "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryFault subjectNotSoftDeleted(String subject) {
        return new RegistryFault(
                404, 40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
    }

    static RegistryFault versionNotFound(String version) {
        return new RegistryFault(404, 40402, "Version " + version + " not found.");
    }

    static RegistryFault schemaNotFound() {
        return new RegistryFault(404, 40403, "Schema not found");
    }

    static RegistryFault invalidSchema(String reason) {
        return new RegistryFault(422, 42201, "Invalid schema of type AVRO, details: " + reason);
    }

    static RegistryFault invalidVersion(String version) {
        return new RegistryFault(
                422,
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
                        + " \"latest\"");
    }

    static RegistryFault incompatible(String subject, String details) {
        return new RegistryFault(
                409,
                40901,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + details);
    }

    static RegistryFault referenceExists(SchemaVersion version) {
        return new RegistryFault(
                422,
                42206,
                "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=" + version.subject()
                        + ",version=" + version.version() + "}.");
    }
}
