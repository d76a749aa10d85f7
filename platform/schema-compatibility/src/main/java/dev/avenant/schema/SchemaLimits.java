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
     * How deep types may be inside each other once references are resolved. Avro walks through a schema by recursion; this
     * deep it can on the stack that a thread of Java has unless it was told otherwise, which is a megabyte.
     */
    public static final int MAX_TYPE_DEPTH = 1_000;

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
