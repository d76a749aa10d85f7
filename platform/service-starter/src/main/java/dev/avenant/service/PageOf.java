package dev.avenant.service;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list, as it is answered.
 *
 * @param items what is on the page
 * @param page the page's number, from 0
 * @param size how many items a page has at most
 * @param total how many items all pages have
 * @param <T> what the list holds
 */
public record PageOf<T>(List<T> items, int page, int size, long total) {

    public PageOf {
        items = List.copyOf(items);
    }

    /** The page that answers the query. */
    public static <T> PageOf<T> of(PageQuery query, List<T> items, long total) {
        return new PageOf<>(items, query.number(), query.limit(), total);
    }

    /** The same page of something else. */
    public <R> PageOf<R> map(Function<? super T, ? extends R> mapping) {
        return new PageOf<>(items.stream().<R>map(mapping).toList(), page, size, total);
    }
}
