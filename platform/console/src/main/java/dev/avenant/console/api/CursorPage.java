package dev.avenant.console.api;

import dev.avenant.console.web.WrongRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A part of a list. What comes or goes meanwhile moves nothing into another part: the next one begins behind the last item
 * of this one, whether that is still there or not.
 *
 * @param items those of this part
 * @param total how many items there are on all
 * @param next what to ask for the next part with; null when this is the last
 */
record CursorPage<T>(List<T> items, int total, @Nullable String next) {

    static final int MOST = 1000;
    static final String DEFAULT_LIMIT = "100";

    CursorPage {
        items = List.copyOf(items);
    }

    /**
     * The part of a list behind a cursor.
     *
     * @param all in the order of their keys
     * @param key tells items apart and has their order
     * @param cursor what the part before gave; null for the first
     */
    static <T> CursorPage<T> of(List<T> all, Function<T, String> key, @Nullable String cursor, int limit) {
        return of(all, key, Function.identity(), Comparator.naturalOrder(), cursor, limit);
    }

    /**
     * The same in another order.
     *
     * @param parse makes of the text of a key what is compared; fails on what is none
     */
    static <T, K> CursorPage<T> of(
            List<T> all,
            Function<T, String> key,
            Function<String, K> parse,
            Comparator<K> order,
            @Nullable String cursor,
            int limit) {
        requireLimit(limit, MOST);
        List<T> rest = all;
        if (cursor != null) {
            K last = last(cursor, parse);
            rest = all.stream()
                    .filter(item -> order.compare(parse.apply(key.apply(item)), last) > 0)
                    .toList();
        }
        List<T> items = rest.subList(0, Math.min(limit, rest.size()));
        String next = items.size() == rest.size() ? null : encoded(key.apply(items.get(items.size() - 1)));
        return new CursorPage<>(items, all.size(), next);
    }

    static void requireLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.limit", "limit", most, limit);
        }
    }

    private static <K> K last(String cursor, Function<String, K> parse) {
        try {
            return parse.apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (RuntimeException noCursor) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-cursor", cursor);
        }
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    <R> CursorPage<R> map(Function<T, R> view) {
        return new CursorPage<>(items.stream().map(view).toList(), total, next);
    }
}
