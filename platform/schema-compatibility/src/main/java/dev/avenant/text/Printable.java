package dev.avenant.text;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.commons.text.translate.CharSequenceTranslator;
import org.apache.commons.text.translate.CodePointTranslator;

/**
 * Text from outside made fit to be shown: what would move a cursor, begin a line or turn the direction of writing is
 * written out as <code>&#92;u001b</code>, so that a text can neither forge a line nor hide what it says.
 */
public final class Printable {
    /** How much of a text stands in a line of a report. */
    private static final int LINE = 600;

    private static final CharSequenceTranslator WRITTEN_OUT = new CodePointTranslator() {
        @Override
        public boolean translate(int character, Writer out) throws IOException {
            if (isShown(character)) {
                return false;
            }
            for (char unit : Character.toChars(character)) {
                out.write(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
            return true;
        }
    };

    private Printable() {}

    /** The whole text. */
    public static String of(String text) {
        return WRITTEN_OUT.translate(text);
    }

    /** The text in a line of a report: at most 600 characters of it. */
    public static String line(String text) {
        return shorten(text, LINE);
    }

    /**
     * The beginning of a text, with {@code …} at its end when something is left out.
     *
     * @param longest how many characters of the text are kept, at least 1
     */
    public static String shorten(String text, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("longest must be at least 1 but was " + longest);
        }
        if (text.length() <= longest) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return of(text.substring(0, end)) + "…";
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
