package dev.avenant.contracts.discovery;

import dev.avenant.schema.SchemaSource;

/**
 * A schema that a file of a repository defines: the one of an {@code .avsc}, or one of those of an {@code .avpr} or
 * {@code .avdl}.
 *
 * @param path the file below the root of the repository
 */
record FoundSchema(String path, VersionedPath versioned, SchemaSource source) {
    FoundSchema(String path, SchemaSource source) {
        this(path, VersionedPath.of(path), source);
    }

    /** The same schema, of a file that messages call otherwise. */
    FoundSchema in(String file) {
        return file.equals(source.file()) ? this : new FoundSchema(path, versioned, source.in(file));
    }

    /** The full name of its type; for a union or a type without a name, that of the file. */
    String name() {
        return source.fullName().orElse(versioned.pattern());
    }

    /** What its versions have alike. */
    SchemaKey key() {
        return new SchemaKey(name(), versioned.pattern());
    }

    /**
     * What the versions of one schema have alike.
     *
     * @param name the full name
     * @param pattern the path without its numbers
     */
    record SchemaKey(String name, String pattern) {}
}
