package dev.avenant.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words in a name such as {@code userName}, {@code user_name} or {@code HTTPStatus}, and whether two names mean one. */
public final class NameWords {
    private static final Pattern BOUNDARY = Pattern.compile(
            "[_.\\-]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])");
    /** What makes another quantity of a name when it is put to it. */
    private static final Set<String> UNITS = Set.of(
            "ms",
            "millis",
            "milliseconds",
            "micros",
            "microseconds",
            "nanos",
            "sec",
            "secs",
            "seconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "months",
            "years",
            "cent",
            "cents",
            "euro",
            "euros",
            "dollars",
            "usd",
            "eur",
            "percent",
            "ratio",
            "byte",
            "bytes",
            "kb",
            "mb",
            "gb",
            "kg",
            "grams",
            "meters",
            "km",
            "miles",
            "celsius",
            "fahrenheit",
            "count",
            "total",
            "sum",
            "avg",
            "average",
            "hash",
            "encrypted",
            "raw",
            "id");

    private static final int SHORTEST_TYPO = 5;
    private static final int SHORTEST_ABBREVIATION = 3;

    private NameWords() {}

    /** The words in their order, in lower case. */
    public static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        for (String word : BOUNDARY.split(name, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Whether a word of the one says the opposite of a word of the other, such as enabled and disabled. */
    public static boolean areOpposites(List<String> one, List<String> other) {
        List<String> left = without(one, other);
        List<String> right = without(other, one);
        return Opposites.between(left, right);
    }

    /**
     * How alike two names are: the part of their words that they share, where an abbreviation and a slip of the pen count
     * as shared.
     *
     * @return from 0 to 1; 0 where the words that they do not share could make them two things
     */
    public static double alike(List<String> one, List<String> other) {
        List<String> left = without(one, other);
        List<String> right = without(other, one);
        if (Opposites.between(left, right)) {
            return 0;
        }
        int all = Math.max(one.size(), other.size());
        int shared = Math.min(one.size() - left.size(), other.size() - right.size());
        if (left.isEmpty() || right.isEmpty()) {
            List<String> more = left.isEmpty() ? right : left;
            boolean another = more.stream().anyMatch(NameWords::makesAnother);
            return shared == 0 || another ? 0 : (double) shared / all;
        }
        if (left.size() != right.size()) {
            return 0;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!isFormOf(left.get(i), right.get(i))) {
                return 0;
            }
        }
        return (shared + 0.8 * left.size()) / all;
    }

    private static boolean makesAnother(String word) {
        return UNITS.contains(word) || Opposites.isOne(word) || isNumber(word);
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }

    private static boolean isFormOf(String one, String other) {
        if (isNumber(one) || isNumber(other)) {
            return false;
        }
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        boolean holds = shorter.length() >= SHORTEST_ABBREVIATION
                && (longer.startsWith(shorter)
                        || (longer.endsWith(shorter) && longer.length() - shorter.length() == 1));
        return holds || (shorter.length() >= SHORTEST_TYPO && isSlip(one, other));
    }

    /** One letter too many, too few or wrong, or two that changed places. */
    private static boolean isSlip(String one, String other) {
        int distance = Spelling.distance(one, other);
        return distance == 1 || (distance == 2 && sorted(one).equals(sorted(other)));
    }

    private static String sorted(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    private static List<String> without(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(words);
        others.forEach(left::remove);
        return left;
    }
}
