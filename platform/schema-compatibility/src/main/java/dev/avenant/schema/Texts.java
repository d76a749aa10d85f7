package dev.avenant.schema;

import java.util.Locale;

/** Foreign text made fit for a one-line message. */
final class Texts {
    private static final int SHORT = 60;

    private Texts() {}

    /** At most 60 characters on one line, with control characters written out. */
    static String shorten(String text) {
        StringBuilder line = new StringBuilder();
        int end = Math.min(text.length(), SHORT);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return text.length() > SHORT ? line.append('…').toString() : line.toString();
    }

    /** The part of a library's message before its details, on one line and without the full stop. */
    static String firstSentence(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        int details = Math.max(line.indexOf(" (for "), line.indexOf(" (start "));
        String sentence = details > 0 ? line.substring(0, details) : line;
        String plain = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return plain.length() > 300 ? plain.substring(0, 300) + "…" : plain;
    }
}
