package dev.avenant.messaging.internal.inbox;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * By what a message is told from others.
 *
 * @param source who published it; {@link #BY_PLACE} when its id is its place in the log
 * @param id unique for the source
 * @param contentHash of its key and its value, as {@link #contentHash(ConsumerRecord)} makes it
 * @param formerly the id that it had without a source before places named the topic's id; null when it brings its own id
 */
public record Message(
        String source,
        String id,
        String contentHash,
        @Nullable Formerly formerly) {

    /** A source that no header has, since a header of control characters is refused. */
    public static final String BY_PLACE = "\tplace";

    /** Between the id and the replay of history in which it is handled again; no header has it. */
    private static final String AGAIN = "\treplay\t";

    /** The same message, but another one for each run of a replay of history, so that each run handles it once. */
    public Message again(String run) {
        return new Message(source, id + AGAIN + run, contentHash, null);
    }

    /** The SHA-256 of key and value, each behind its length, in hexadecimal digits. */
    public static String contentHash(ConsumerRecord<byte[], byte[]> record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, record.key());
            add(digest, record.value());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] part) {
        int length = part == null ? -1 : part.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        if (part != null) {
            digest.update(part);
        }
    }

    /**
     * The identity of that time.
     *
     * @param published when the record was published; what took effect before then was another record
     */
    public record Formerly(String id, Instant published) {}
}
