package dev.avenant.operations.letters;

import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import java.util.List;

/** No letter of a topic has what a filter asks for, which is taken for a slip of the pen. */
public final class NoSuchLetterException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final Asked asked;
    private final String wanted;
    private final transient List<String> known;

    /** What was asked for. */
    public enum Asked {
        PLACE,
        KEY,
        CATEGORY,
        EXCEPTION
    }

    /**
     * What no letter has.
     *
     * @param wanted the value that no letter has
     * @param known what letters have instead
     */
    public NoSuchLetterException(String topic, Asked asked, String wanted, List<String> known) {
        super(
                Reason.WRONG_REQUEST,
                OperationText.of(
                        switch (asked) {
                            case PLACE -> "letter.none-of-place";
                            case KEY -> "letter.none-of-key";
                            case CATEGORY -> "letter.none-of-category";
                            case EXCEPTION -> "letter.none-of-exception";
                        },
                        topic,
                        wanted));
        this.asked = asked;
        this.wanted = wanted;
        this.known = List.copyOf(known);
    }

    public Asked asked() {
        return asked;
    }

    /** The value that no letter has. */
    public String wanted() {
        return wanted;
    }

    /** What letters have instead, some more than are worth naming where there are many; empty for places and keys. */
    public List<String> known() {
        return known;
    }
}
