package dev.avenant.console.produce;

/**
 * What is wrong with a part of a form; the page has the words.
 *
 * @param kind what it is
 * @param expected how the part is written
 * @param found what is there; of a value, what is wrong with it, in English
 */
public record FormProblem(Kind kind, LeafInput expected, String found) {

    /** What can be wrong with a part. */
    public enum Kind {
        NOTHING_THERE,
        OTHER,
        VALUE,
        KEY_AGAIN
    }

    static FormProblem keyAgain() {
        return new FormProblem(Kind.KEY_AGAIN, LeafInput.TEXT, "");
    }

    static FormProblem found(LeafInput expected, String found) {
        return new FormProblem(found.isBlank() ? Kind.NOTHING_THERE : Kind.OTHER, expected, found);
    }

    static FormProblem ofValue(LeafInput expected, String problem) {
        return new FormProblem(Kind.VALUE, expected, problem);
    }
}
