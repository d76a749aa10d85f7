package dev.avenant.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * How a schema is asked for by its id.
 *
 * @param subject a subject that holds it, which tells the registry the context to look in; null asks in the default one
 * @param format the registry's name of another form of the schema, such as {@code resolved}; null for the stored one
 */
public record SchemaQuery(
        @Nullable String subject, @Nullable String format) {

    /** The stored schema, in the default context. */
    public static final SchemaQuery PLAIN = new SchemaQuery(null, null);
}
