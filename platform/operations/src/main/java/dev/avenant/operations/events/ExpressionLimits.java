package dev.avenant.operations.events;

/** What an expression may be, and may take for one record; what takes longer than a search may is ended with that. */
final class ExpressionLimits {
    /** Of the text, in code points. */
    static final int LONGEST_TEXT = 2000;

    /** How deep parts may lie in others. */
    static final int DEEPEST = 40;

    /** How many parts it may have. */
    static final int MOST_PARTS = 500;

    /** How many items of lists and maps it goes through for one record. */
    static final int MOST_ITEMS = 10_000;

    /** How many characters or items of texts and lists it makes for one record. */
    static final long MOST_MADE = 32_000_000;

    /** How large the program of a regular expression may be. */
    static final int LARGEST_PATTERN = 500;

    /** How many steps the search of a text for a pattern or another text may take. */
    static final long MOST_STEPS = 100_000_000;

    /** Of what is said of a fault, in characters. */
    static final int LONGEST_REASON = 300;

    private ExpressionLimits() {}
}
