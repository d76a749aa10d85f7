package dev.avenant.console.produce;

import dev.avenant.console.ShownText;
import dev.avenant.text.Sentence;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a part of a form; the page has the words.
 *
 * @param kind what it is
 * @param expected how the part is written
 * @param found what is there; empty for a value
 * @param wrong what is wrong with a value; null where that is said by the kind
 */
public record FormProblem(
        Kind kind,
        LeafInput expected,
        String found,
        @Nullable Sentence wrong) {

    /** What can be wrong with a part. */
    public enum Kind {
        NOTHING_THERE,
        OTHER,
        VALUE,
        KEY_AGAIN
    }

    static FormProblem keyAgain() {
        return new FormProblem(Kind.KEY_AGAIN, LeafInput.TEXT, "", null);
    }

    static FormProblem found(LeafInput expected, String found) {
        return new FormProblem(found.isBlank() ? Kind.NOTHING_THERE : Kind.OTHER, expected, found, null);
    }

    static FormProblem ofValue(LeafInput expected, Sentence wrong) {
        return new FormProblem(Kind.VALUE, expected, "", wrong);
    }

    /** What is there, or what is wrong with it. */
    public String said(Locale language) {
        return wrong == null ? found : ShownText.line(wrong.in(language));
    }
}
