package dev.avenant.messaging.internal.failure;

import java.util.Locale;

/**
 * What a record's failure means.
 *
 * @param remedy who tries again, and for how long
 * @param category what is written on the dead letter, such as {@code NOT_AVRO} or {@code HANDLER_REFUSED}
 * @param cause what was thrown
 */
public record Failure(Remedy remedy, String category, Throwable cause) {

    /** What is to be done with the record. */
    public enum Remedy {
        /** Not the record's fault: the partition waits until it passes. */
        WAIT,
        /** The registry may only be late: the partition waits for a grace time, then the record is dead-lettered. */
        WAIT_FOR_SCHEMA,
        /** The consumer itself fails at the record: the partition waits for a grace time, then the place is dead-lettered. */
        WAIT_FOR_READER,
        /** Nobody knows: the record is tried a few times, then dead-lettered. */
        RETRY,
        /** The virtual machine had no memory, perhaps because of others: as above, with more and longer waits. */
        RETRY_SLOWLY,
        /** The record will never pass: it is dead-lettered at once. */
        DEAD_LETTER,
        /** It waits behind an earlier one of its key and has its letter already: the partition goes on. */
        PARKED
    }

    /** In one line and of limited length, whatever the exception carries. */
    public String message() {
        String text = cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 1000 ? line : line.substring(0, 997) + "...";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s (%s): %s", category, cause.getClass().getName(), message());
    }
}
