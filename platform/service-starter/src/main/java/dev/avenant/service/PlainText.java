package dev.avenant.service;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every text from outside must be: Unicode that a database can store, and an id in its usual form. */
final class PlainText {

    private static final int UUID_LENGTH = 36;

    private PlainText() {}

    /** Why the text cannot be stored, or null when it can. */
    static @Nullable String faultOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "must not contain the character U+0000, but does at position " + i;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "must be valid Unicode, but has half a surrogate pair at position " + i;
            }
        }
        return null;
    }

    /**
     * The id in its usual form, of 36 characters.
     *
     * @throws IllegalArgumentException if it is none
     */
    static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("a UUID has " + UUID_LENGTH + " characters");
        }
        return UUID.fromString(text);
    }
}
