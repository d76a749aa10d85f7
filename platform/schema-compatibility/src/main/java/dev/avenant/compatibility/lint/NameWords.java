package dev.avenant.compatibility.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes the names of fields and types apart into the words that they are put together of. */
final class NameWords {
    /** Between words: signs, a capital after a small letter or digit, and the last capital of an abbreviation. */
    private static final Pattern BETWEEN = Pattern.compile("_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private NameWords() {}

    /** The words of a camelCase or snake_case name, in lower case; a name of underscores alone is one word. */
    static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN.split(name, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words.isEmpty() ? List.of(name) : words;
    }

    /** The {@linkplain #of words} without numbers and in the singular, as meanings are looked for in them. */
    static List<String> meant(String name) {
        List<String> words = new ArrayList<>();
        for (String word : of(name)) {
            String plain = DIGITS.matcher(word).replaceAll("");
            if (!plain.isEmpty() && !plain.equals("_")) {
                words.add(singular(plain));
            }
        }
        return words;
    }

    private static String singular(String word) {
        if (word.endsWith("sses")) {
            return word.substring(0, word.length() - 2);
        }
        boolean plural = word.length() > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }
}
