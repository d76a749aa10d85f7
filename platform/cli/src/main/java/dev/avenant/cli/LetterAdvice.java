package dev.avenant.cli;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import java.util.Locale;

/**
 * What probably lies behind a dead letter, and what to do about it.
 *
 * @param cause in a sentence
 * @param remedy in a sentence
 */
record LetterAdvice(String cause, String remedy) {

    private static final String CORRECT_AND_DROP =
            "Correct the producer. The bytes never change: have it send the event again, and drop this one.";

    /** By what the letter says of its failure. */
    static LetterAdvice of(Letter letter) {
        LetterReport.Failure failure = letter.report().failure();
        String category = failure.category() == null ? "" : failure.category();
        return switch (letter.dialect().name()) {
            case "connect" -> ofConnect(category);
            case "share-group" -> ofShareGroup(failure);
            case "avenant" -> ofAvenant(category);
            default -> ofException(failure);
        };
    }

    /** By the stage of the connector. */
    private static LetterAdvice ofConnect(String stage) {
        return switch (stage) {
            case "KEY_CONVERTER", "VALUE_CONVERTER", "HEADER_CONVERTER" ->
                new LetterAdvice(
                        "The connector's converter does not read what the producer wrote: another format, another registry,"
                                + " or damaged bytes.",
                        "Compare the bytes with the converter's settings. Correct these and replay, or correct the producer.");
            case "TRANSFORMATION" ->
                new LetterAdvice(
                        "A transformation (SMT) of the connector failed on the record.",
                        "Correct the transformation that is named, then replay.");
            case "TASK_PUT" ->
                new LetterAdvice(
                        "The sink itself refused the record, mostly for its table, its types or a null.",
                        "Correct what the reason names in the sink or in the record, then replay.");
            default ->
                new LetterAdvice(
                        "Not known to this command.", "Read the reason above and the log of the connector's worker.");
        };
    }

    private static LetterAdvice ofShareGroup(LetterReport.Failure failure) {
        String message = failure.message() == null ? "" : failure.message().toLowerCase(Locale.ROOT);
        return message.contains("reject")
                ? new LetterAdvice(
                        "A consumer of the share group rejected the record.",
                        "Find in its log why, correct that, then replay; or drop it.")
                : new LetterAdvice(
                        "No consumer of the share group acknowledged the record however often it was delivered: each failed at"
                                + " it, or took longer than the lock holds.",
                        "Find in their logs why, correct that, then replay; or drop it.");
    }

    /** By the exception, where the library says no more. */
    private static LetterAdvice ofException(LetterReport.Failure failure) {
        String names = failure.exception() + " " + failure.cause();
        return names.contains("Serialization") || names.contains("Deserialization") || "KEY".equals(failure.category())
                ? new LetterAdvice(
                        "The deserializer does not read what the producer wrote: another format, another registry, or damaged"
                                + " bytes.",
                        "Compare the bytes with the deserializer's settings. Correct these and replay, or correct the"
                                + " producer.")
                : new LetterAdvice(
                        "The application's own code failed at the record.",
                        "Find the exception in the application's log at the time above, correct it, then replay.");
    }

    /** By the kind of failure that the letter names, such as {@code NOT_AVRO}. */
    private static LetterAdvice ofAvenant(String category) {
        return switch (category) {
            case "NOT_AVRO" ->
                new LetterAdvice(
                        "A producer without the Avro serializer wrote to the topic, or wrote text or another format.",
                        CORRECT_AND_DROP);
            case "TRUNCATED", "TRAILING_DATA", "MALFORMED" ->
                new LetterAdvice(
                        "The bytes were written with another schema than the one whose id stands before them, or were"
                                + " damaged.",
                        CORRECT_AND_DROP);
            case "UNKNOWN_SCHEMA_ID" ->
                new LetterAdvice(
                        "The producer uses another registry, or its schema was deleted or never pushed to this one.",
                        "Push the schema to the registry that the service reads from, then replay this one.");
            case "INCOMPATIBLE" ->
                new LetterAdvice(
                        "The schema of the service does not read what the producer's schema writes.",
                        "Compare both with avenant compare; deploy a service that reads it, then replay this one.");
            case "LIMIT_EXCEEDED" ->
                new LetterAdvice(
                        "A length, a number of elements or a nesting goes beyond what the deserializer allows.",
                        "If the event is right, raise the limit that the message names and replay this one.");
            case "MALFORMED_ENVELOPE", "WRONG_TYPE", "NOT_AN_EVENT" ->
                new LetterAdvice("The headers ce_* do not say what the bytes are.", CORRECT_AND_DROP);
            case "HANDLER_REFUSED" ->
                new LetterAdvice(
                        "The handler says that it can never handle this event.",
                        "Correct what the reason names, in the data or in the handler, then replay this one; or drop it.");
            case "HANDLER_FAILED" ->
                new LetterAdvice(
                        "The handler failed at each try, mostly for an error in the service.",
                        "Find the exception in the log of the service at the time above, correct it, then replay.");
            case "INCOMPLETE_DEAD_LETTER" ->
                new LetterAdvice(
                        "Parts of a large letter are gone from the dead-letter topic.",
                        "Restore the topic from a backup and replay the letter from before, or drop it.");
            default ->
                new LetterAdvice(
                        "Not known to this command.", "Read the reason above and the log of the service at that time.");
        };
    }
}
