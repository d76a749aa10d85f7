package jobplatform.notification.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mail server or a library said, as a log may hold it: short, in one line, and with nobody's address in it. */
final class LoggedWords {

    private static final int LONGEST = 200;
    private static final int LOOKED_AT = 2_000;
    private static final String MASK = "(address)";
    private static final Pattern ADDRESS = Pattern.compile("(?:\"[^\"]*\"|[^\\s<>\"(),;:]+)@[^\\s<>\"(),;:]*");
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private LoggedWords() {}

    /** As much as is looked at, without half a word at its end, which may be half an address. */
    private static String beginningOf(String words) {
        if (words.length() <= LOOKED_AT) {
            return words;
        }
        int end = LOOKED_AT;
        while (end > 0 && !Character.isWhitespace(words.charAt(end))) {
            end--;
        }
        return words.substring(0, end) + " …";
    }

    /**
     * Those words for the log.
     *
     * @param recipient an address that is masked however it is written, also when it is none
     */
    static String of(@Nullable String said, String recipient) {
        String words = String.valueOf(said);
        if (!recipient.isBlank()) {
            words = words.replace(recipient, MASK);
        }
        words = NOT_PLAIN.matcher(beginningOf(words)).replaceAll(" ").strip();
        words = ADDRESS.matcher(words).replaceAll(MASK);
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }
}
