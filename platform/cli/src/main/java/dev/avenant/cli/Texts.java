package dev.avenant.cli;

import java.util.Locale;

/** Text from outside, made fit for a terminal. */
final class Texts {
    private Texts() {}

    /** The text with control characters written out, so that it can neither move the cursor nor forge a line. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
