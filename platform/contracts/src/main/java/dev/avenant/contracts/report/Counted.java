package dev.avenant.contracts.report;

/** Numbers with their noun. */
final class Counted {
    private Counted() {}

    static String of(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
