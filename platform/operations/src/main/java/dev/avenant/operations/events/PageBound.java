package dev.avenant.operations.events;

/** Next to which offsets the records of a page lie. */
public record PageBound(Side side, PartitionOffsets offsets) {

    /** On which side of them. A partition that has no offset there has nothing before it, and is looked at from its beginning on. */
    public enum Side {
        BEFORE,
        FROM
    }
}
