package jobplatform.user;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A password as its user typed it. It shows itself to nobody: {@link #toString} hides it, and no JSON is made of it.
 */
public final class Password {

    private final String clearText;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Password(String clearText) {
        this.clearText = clearText;
    }

    String clearText() {
        return clearText;
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
