package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import java.util.Locale;

/** What probably lies behind a dead letter, and what to do about it. */
public enum LetterAdvice {
    CONVERTER(
            "The connector's converter does not read what the producer wrote: another format, another registry,"
                    + " or damaged bytes.",
            "Compare the bytes with the converter's settings. Correct these and replay, or correct the producer."),
    TRANSFORMATION(
            "A transformation (SMT) of the connector failed on the record.",
            "Correct the transformation that is named, then replay."),
    SINK(
            "The sink itself refused the record, mostly for its table, its types or a null.",
            "Correct what the reason names in the sink or in the record, then replay."),
    CONNECTOR("Not known to this command.", "Read the reason above and the log of the connector's worker."),
    REJECTED(
            "A consumer of the share group rejected the record.",
            "Find in its log why, correct that, then replay; or drop it."),
    NOT_ACKNOWLEDGED(
            "No consumer of the share group acknowledged the record however often it was delivered: each failed at"
                    + " it, or took longer than the lock holds.",
            "Find in their logs why, correct that, then replay; or drop it."),
    DESERIALIZER(
            "The deserializer does not read what the producer wrote: another format, another registry, or damaged"
                    + " bytes.",
            "Compare the bytes with the deserializer's settings. Correct these and replay, or correct the"
                    + " producer."),
    APPLICATION(
            "The application's own code failed at the record.",
            "Find the exception in the application's log at the time above, correct it, then replay."),
    NOT_AVRO(
            "A producer without the Avro serializer wrote to the topic, or wrote text or another format.",
            Texts.CORRECT_AND_DROP),
    OTHER_BYTES(
            "The bytes were written with another schema than the one whose id stands before them, or were"
                    + " damaged.",
            Texts.CORRECT_AND_DROP),
    UNKNOWN_SCHEMA_ID(
            "The producer uses another registry, or its schema was deleted or never pushed to this one.",
            "Push the schema to the registry that the service reads from, then replay this one."),
    INCOMPATIBLE(
            "The schema of the service does not read what the producer's schema writes.",
            "Compare both with avenant compare; deploy a service that reads it, then replay this one."),
    LIMIT_EXCEEDED(
            "A length, a number of elements or a nesting goes beyond what the deserializer allows.",
            "If the event is right, raise the limit that the message names and replay this one."),
    ENVELOPE("The headers ce_* do not say what the bytes are.", Texts.CORRECT_AND_DROP),
    HANDLER_REFUSED(
            "The handler says that it can never handle this event.",
            "Correct what the reason names, in the data or in the handler, then replay this one; or drop it."),
    HANDLER_FAILED(
            "The handler failed at each try, mostly for an error in the service.",
            "Find the exception in the log of the service at the time above, correct it, then replay."),
    INCOMPLETE(
            "Parts of a large letter are gone from the dead-letter topic.",
            "Restore the topic from a backup and replay the letter from before, or drop it."),
    UNKNOWN("Not known to this command.", "Read the reason above and the log of the service at that time.");

    private final String cause;
    private final String remedy;

    LetterAdvice(String cause, String remedy) {
        this.cause = cause;
        this.remedy = remedy;
    }

    /** What probably lies behind it, in a sentence. */
    public String cause() {
        return cause;
    }

    /** What to do, in a sentence. */
    public String remedy() {
        return remedy;
    }

    /** By what the letter says of its failure. */
    public static LetterAdvice of(Letter letter) {
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
            case "KEY_CONVERTER", "VALUE_CONVERTER", "HEADER_CONVERTER" -> CONVERTER;
            case "TRANSFORMATION" -> TRANSFORMATION;
            case "TASK_PUT" -> SINK;
            default -> CONNECTOR;
        };
    }

    private static LetterAdvice ofShareGroup(LetterReport.Failure failure) {
        String message = failure.message() == null ? "" : failure.message().toLowerCase(Locale.ROOT);
        return message.contains("reject") ? REJECTED : NOT_ACKNOWLEDGED;
    }

    /** By the exception, where the library says no more. */
    private static LetterAdvice ofException(LetterReport.Failure failure) {
        String names = failure.exception() + " " + failure.cause();
        return names.contains("Serialization") || names.contains("Deserialization") || "KEY".equals(failure.category())
                ? DESERIALIZER
                : APPLICATION;
    }

    /** By the kind of failure that the letter names, such as {@code NOT_AVRO}. */
    private static LetterAdvice ofAvenant(String category) {
        return switch (category) {
            case "NOT_AVRO" -> NOT_AVRO;
            case "TRUNCATED", "TRAILING_DATA", "MALFORMED" -> OTHER_BYTES;
            case "UNKNOWN_SCHEMA_ID" -> UNKNOWN_SCHEMA_ID;
            case "INCOMPATIBLE" -> INCOMPATIBLE;
            case "LIMIT_EXCEEDED" -> LIMIT_EXCEEDED;
            case "MALFORMED_ENVELOPE", "WRONG_TYPE", "NOT_AN_EVENT" -> ENVELOPE;
            case "HANDLER_REFUSED" -> HANDLER_REFUSED;
            case "HANDLER_FAILED" -> HANDLER_FAILED;
            case "INCOMPLETE_DEAD_LETTER" -> INCOMPLETE;
            default -> UNKNOWN;
        };
    }

    /** Constants are made before the enum's own fields. */
    private static final class Texts {
        static final String CORRECT_AND_DROP =
                "Correct the producer. The bytes never change: have it send the event again, and drop this one.";
    }
}
