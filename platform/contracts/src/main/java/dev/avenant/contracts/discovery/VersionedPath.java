package dev.avenant.contracts.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path taken apart into what all versions of a file have alike and the numbers that tell them apart:
 * {@code order/v2/Order.avsc}, {@code Order-v3.avsc}, {@code OrderV2.avsc} and {@code order.2.avsc} all have one.
 *
 * @param pattern the path with {@code *} in the place of each number
 * @param numbers the numbers in their order; empty when the path has none
 */
record VersionedPath(String pattern, List<Long> numbers) {
    /** A number that stands by itself between the signs that names are put together with, or ends a file's name. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<=^|[/_.-])[vV]?(\\d{1,9})(?=$|[/_.-])|(?<=[A-Za-z])(\\d{1,9})(?=(\\.[A-Za-z]+)?$)");

    /** Versions in the order of their numbers, so that 10 comes after 9. */
    static final Comparator<VersionedPath> BY_NUMBER = (one, other) -> {
        for (int i = 0; i < Math.min(one.numbers.size(), other.numbers.size()); i++) {
            int order = Long.compare(one.numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.numbers.size(), other.numbers.size());
    };

    VersionedPath {
        numbers = List.copyOf(numbers);
    }

    static VersionedPath of(String path) {
        List<Long> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(path);
        StringBuilder pattern = new StringBuilder();
        while (matcher.find()) {
            numbers.add(Long.parseLong(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
            matcher.appendReplacement(pattern, "*");
        }
        matcher.appendTail(pattern);
        return new VersionedPath(pattern.toString(), numbers);
    }

    /** {@code v2} or {@code v1.4}; empty text when the path has no number. */
    String label() {
        if (numbers.isEmpty()) {
            return "";
        }
        StringBuilder label = new StringBuilder("v");
        String separator = "";
        for (long number : numbers) {
            label.append(separator).append(number);
            separator = ".";
        }
        return label.toString();
    }
}
