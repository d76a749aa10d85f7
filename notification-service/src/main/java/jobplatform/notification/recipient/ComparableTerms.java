package jobplatform.notification.recipient;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Skills and places in the form in which they are compared, so that case and spaces make no difference. */
public final class ComparableTerms {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    private ComparableTerms() {}

    /** Each skill in lower case and with single spaces; none is there twice. */
    public static List<String> skills(List<String> skills) {
        return skills.stream()
                .map(skill -> SPACES.matcher(lower(skill).strip()).replaceAll(" "))
                .filter(skill -> !skill.isEmpty())
                .distinct()
                .toList();
    }

    /** The words of a place in lower case, with single spaces between; null when there is no word. */
    public static @Nullable String place(@Nullable String location) {
        if (location == null) {
            return null;
        }
        String words = BETWEEN_WORDS.matcher(lower(location)).replaceAll(" ").strip();
        return words.isEmpty() ? null : words;
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
