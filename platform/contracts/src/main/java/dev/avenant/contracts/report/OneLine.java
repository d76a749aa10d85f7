package dev.avenant.contracts.report;

import java.util.Locale;

/** Text from a schema, made fit for one line: control characters are written out, and very long text is cut. */
final class OneLine {
    private static final int LONGEST = 600;

    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return text.length() > LONGEST ? line.append('…').toString() : line.toString();
    }
}
