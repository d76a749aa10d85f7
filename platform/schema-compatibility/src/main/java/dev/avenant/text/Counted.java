package dev.avenant.text;

/** Numbers with their noun. */
public final class Counted {
    private Counted() {}

    /** {@code 1 event} or {@code 2 events}; the noun is one that takes an s. */
    public static String of(int number, String noun) {
        return of(number, noun, noun + "s");
    }

    /** {@code 1 fix} or {@code 2 fixes}. */
    public static String of(int number, String noun, String plural) {
        return number + " " + (number == 1 ? noun : plural);
    }
}
