package dev.avenant.service;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list a caller wants, from the query parameters {@code page} and {@code size}.
 *
 * @param page which page, the first is 0 and the default
 * @param size how many items a page has, 20 unless the caller says otherwise
 */
public record PageQuery(
        @Min(value = 0, message = "must be at least 0")
        @Max(value = 1_000_000, message = "must be at most 1000000")
        @Nullable
        Integer page,

        @Min(value = 1, message = "must be at least 1") @Max(value = 100, message = "must be at most 100") @Nullable
        Integer size) {

    private static final int DEFAULT_SIZE = 20;

    /** The page's number, from 0. */
    public int number() {
        return page == null ? 0 : page;
    }

    /** How many items the page has at most. */
    public int limit() {
        return size == null ? DEFAULT_SIZE : size;
    }

    /** How many items come before the page. */
    public long offset() {
        return (long) number() * limit();
    }
}
