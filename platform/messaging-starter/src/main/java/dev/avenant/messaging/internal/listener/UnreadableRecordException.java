package dev.avenant.messaging.internal.listener;

/** No consumer gets a record out of the bytes at that place. */
final class UnreadableRecordException extends RuntimeException {

    UnreadableRecordException(UnreadableRecord place) {
        super(
                "No consumer can read the record at " + place.partition() + ", offset " + place.offset()
                        + ", so its key and its bytes are not here: " + place.reason(),
                place.thrown());
    }
}
