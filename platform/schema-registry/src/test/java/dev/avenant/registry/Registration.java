package dev.avenant.registry;

/**
 * A version of a subject as somebody saw it.
 *
 * @param schema which of the test's schemas it holds
 */
record Registration(String subject, int version, int schema, int id) {

    /** The text of one of the test's schemas. */
    static String text(int schema) {
        return "{\"type\":\"record\",\"name\":\"R" + schema + "\",\"fields\":[]}";
    }

    /** Which of the test's schemas a text is; -1 for any other. */
    static int numberOf(String text) {
        String number = text.replaceAll("\\D", "");
        return !number.isEmpty() && text(Integer.parseInt(number)).equals(text) ? Integer.parseInt(number) : -1;
    }

    String place() {
        return subject + " version " + version;
    }

    @Override
    public String toString() {
        return place() + " schema " + schema + " id " + id;
    }
}
