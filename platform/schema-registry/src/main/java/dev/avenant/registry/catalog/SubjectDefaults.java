package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;

/**
 * What counts for subjects that nobody configured otherwise.
 *
 * @param compatibilityLevel their level
 * @param validatesFields whether the fields that their schemas keep free are checked
 * @param validatesNewSchemas whether the defaults and namespaces of new schemas must be right
 */
public record SubjectDefaults(
        CompatibilityLevel compatibilityLevel, boolean validatesFields, boolean validatesNewSchemas) {

    /** Those of a server of which only the level was set. */
    public static SubjectDefaults of(CompatibilityLevel level) {
        return new SubjectDefaults(level, false, true);
    }

    /** Whether the fields that schemas keep free are checked where {@code config} counts. */
    boolean validatesFields(SubjectConfig config) {
        return config.validateFields() == null ? validatesFields : config.validateFields();
    }

    /** Whether new schemas must be right where {@code config} counts. */
    boolean validatesNewSchemas(SubjectConfig config) {
        return config.validateNewSchemas() == null ? validatesNewSchemas : config.validateNewSchemas();
    }
}
