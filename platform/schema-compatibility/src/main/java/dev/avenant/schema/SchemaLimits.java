package dev.avenant.schema;

/**
 * How much of a schema file is read before it is refused.
 *
 * @param maxCharacters length of the text
 * @param maxDepth objects and arrays inside each other, in the JSON; a record inside a record costs three or four
 */
public record SchemaLimits(int maxCharacters, int maxDepth) {
    /** Eight million characters (a record of 10,000 documented fields has about two) and a depth of 400. */
    public static final SchemaLimits DEFAULT = new SchemaLimits(8_000_000, 400);

    /**
     * How deep types may be inside each other once references are resolved, as {@link SchemaExtent} counts. Avro walks
     * through a schema by recursion; this deep it can with a stack of half a megabyte, which is half of what Java gives to a
     * thread.
     */
    public static final int MAX_TYPE_DEPTH = 700;

    /** How many characters of a text from a schema stand in a message. */
    static final int SHOWN = 60;

    public SchemaLimits {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("maxCharacters must be at least 1 but was " + maxCharacters);
        }
        if (maxDepth < 1 || maxDepth > 500) {
            throw new IllegalArgumentException("maxDepth must be 1 to 500 but was " + maxDepth);
        }
    }
}
