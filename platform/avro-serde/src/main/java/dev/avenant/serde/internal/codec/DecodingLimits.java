package dev.avenant.serde.internal.codec;

/**
 * What a payload may claim before it is refused, so that hostile bytes cost little.
 *
 * @param maxDepth how deep records may be nested in one another
 * @param maxLength bytes that a string, bytes value or collection block may claim
 * @param maxEmptyItems elements that take no bytes at all, such as nulls in an array, in the whole payload
 */
public record DecodingLimits(int maxDepth, int maxLength, int maxEmptyItems) {

    public DecodingLimits {
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxLength", maxLength);
        requirePositive("maxEmptyItems", maxEmptyItems);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
        }
    }
}
