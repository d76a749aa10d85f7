package jobplatform.user;

import java.nio.charset.StandardCharsets;

/**
 * A password as its user typed it. It shows itself to nobody: {@link #toString} hides it, and it
 * has no property that JSON could be made of.
 */
public final class Password {

    private static final int MAX_BYTES = 72;

    private final String clearText;

    public Password(String clearText) {
        this.clearText = clearText;
    }

    String clearText() {
        return clearText;
    }

    /** Whether it has bytes in UTF-8 that bcrypt would not look at. */
    boolean isTooLong() {
        return clearText.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
