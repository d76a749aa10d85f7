package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** The identity of a record that a consumer group could not handle: the same however often it fails. */
public final class DeadLetterId {

    private DeadLetterId() {}

    /**
     * Made of the group and the place where the record was published first, so that everybody finds the same.
     *
     * @param timestamp of the record there, in milliseconds since the epoch or -1, which tells it from one at the same
     *     offset of a topic that was deleted since
     */
    public static UUID of(String group, String topic, int partition, long offset, long timestamp) {
        String place = group + '\n' + topic + '\n' + partition + '\n' + offset + '\n' + timestamp;
        return UUID.nameUUIDFromBytes(place.getBytes(UTF_8));
    }
}
