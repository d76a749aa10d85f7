package dev.avenant.messaging.internal.listener;

/** The headers that say why a record is in a dead-letter topic, all of them UTF-8 text. */
final class DeadLetterHeaders {

    /** What all of them begin with; a record gets them anew each time, so they never pile up. */
    static final String PREFIX = "avenant-dlt-";

    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String TIMESTAMP = PREFIX + "timestamp";
    static final String GROUP = PREFIX + "group";
    static final String CATEGORY = PREFIX + "category";
    static final String EXCEPTION = PREFIX + "exception";
    static final String MESSAGE = PREFIX + "message";
    static final String FAILED_AT = PREFIX + "failed-at";

    private DeadLetterHeaders() {}
}
