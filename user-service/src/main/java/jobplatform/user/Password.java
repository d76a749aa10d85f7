package jobplatform.user;

/**
 * A password as its user typed it. It shows itself to nobody: {@link #toString} hides it, and it
 * has no property that JSON could be made of.
 */
public final class Password {

    private final String clearText;

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
