package dev.avenant.console.web;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items those of this page
 * @param number from 1
 * @param pages how many there are, at least 1
 * @param total how many items there are on all
 */
public record ListPage<T>(List<T> items, int number, int pages, int total) {

    static final int ITEMS = 100;

    public ListPage {
        items = List.copyOf(items);
    }

    /** The page of that number, or the nearest that there is. */
    static <T> ListPage<T> of(List<T> all, int number) {
        int pages = Math.max(1, (all.size() + ITEMS - 1) / ITEMS);
        int shown = Math.max(1, Math.min(number, pages));
        return new ListPage<>(
                all.subList((shown - 1) * ITEMS, Math.min(shown * ITEMS, all.size())), shown, pages, all.size());
    }
}
