package dev.avenant.registry.catalog;

import java.util.function.Supplier;

/**
 * What a request wants to write.
 *
 * @param generator decides on the records and the response from what the catalog holds when it is called; may throw
 *     {@link RestException}
 * @param exclusive whether nothing else may be appended together with it
 */
public record WriteOperation<T>(Supplier<CoordinatorResult<T>> generator, boolean exclusive) {

    /** One that is appended alone. */
    static <T> WriteOperation<T> exclusive(Supplier<CoordinatorResult<T>> generator) {
        return new WriteOperation<>(generator, true);
    }
}
