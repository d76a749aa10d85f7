package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as a dead letter in parts keeps it: value, key and headers one behind the other, compressed with gzip, which
 * every Java brings. A length of -1 stands for null.
 *
 * @param value the record's value; null for a tombstone
 * @param key the record's key; null when it has none
 * @param headers the record's headers, in order
 */
@SuppressWarnings("ArrayRecordComponent") // only carries them
public record PackedRecord(byte @Nullable [] value, byte @Nullable [] key, Headers headers) {

    private static final int BUFFER = 64 * 1024;

    /** Writes the packed record, without more memory than a buffer, and ends the stream's data without closing it. */
    public void pack(OutputStream target) throws IOException {
        GZIPOutputStream compressed = new GZIPOutputStream(target, BUFFER);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(compressed, BUFFER));
        write(out, value);
        write(out, key);
        Header[] all = headers.toArray();
        out.writeInt(all.length);
        for (Header header : all) {
            write(out, header.key().getBytes(UTF_8));
            write(out, header.value());
        }
        out.flush();
        compressed.finish();
    }

    /**
     * Reads a packed record.
     *
     * @param limit how many bytes it may have unpacked, so that a forged one does not fill the memory
     * @throws IOException if it is none, is cut off, or is larger
     */
    public static PackedRecord unpack(InputStream packed, long limit) throws IOException {
        Limited in = new Limited(packed, limit);
        byte[] value = in.bytes();
        byte[] key = in.bytes();
        RecordHeaders headers = new RecordHeaders();
        for (int left = in.count(); left > 0; left--) {
            byte[] name = in.bytes();
            if (name == null) {
                throw new IOException("Expected the name of a header but found none");
            }
            headers.add(new String(name, UTF_8), in.bytes());
        }
        return new PackedRecord(value, key, headers);
    }

    /** At most that many of the value's first bytes, from no more of the packed record than they need; null for none. */
    public static byte @Nullable [] head(InputStream packed, int length) throws IOException {
        Limited in = new Limited(packed, Integer.BYTES + (long) length);
        int size = in.count();
        return size < 0 ? null : in.bytes(Math.min(size, length));
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** What was packed, up to a limit. */
    private static final class Limited {

        private final DataInputStream in;
        private final long limit;
        private long left;

        Limited(InputStream packed, long limit) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER));
            this.limit = limit;
            this.left = limit;
        }

        int count() throws IOException {
            take(Integer.BYTES);
            return in.readInt();
        }

        byte @Nullable [] bytes() throws IOException {
            int length = count();
            return length < 0 ? null : bytes(length);
        }

        byte[] bytes(int length) throws IOException {
            take(length);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("Expected " + length + " bytes but the record ends after " + bytes.length);
            }
            return bytes;
        }

        private void take(int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("Expected a record of at most " + limit + " bytes but it is larger");
            }
        }
    }
}
