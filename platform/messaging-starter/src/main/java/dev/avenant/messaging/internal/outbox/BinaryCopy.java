package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a {@code COPY … TO STDOUT (FORMAT binary)}, column by column. All columns of a row must be read, and all
 * rows. The server sends each row as a message, and what is before the first and behind the last one as parts of those
 * or as messages of their own.
 */
final class BinaryCopy implements AutoCloseable {

    /** The signature, flags, and the length of an extension that no version of PostgreSQL has. */
    private static final int HEADER_BYTES = 11 + 4 + 4;

    private final CopyOut copy;
    private ByteBuffer row = ByteBuffer.allocate(0);
    private byte[] lastTexts = {};
    private String[] textsOfLast = {};

    BinaryCopy(PGConnection connection, String query) throws SQLException {
        this.copy = connection.getCopyAPI().copyOut(query);
        readMessage();
        row.position(HEADER_BYTES);
    }

    /** Goes to the next row; false when there is none. */
    boolean next() throws SQLException {
        if (!row.hasRemaining()) {
            readMessage();
        }
        boolean isRow = row.hasRemaining() && row.getShort() >= 0;
        return isRow || copy.readFromCopy() != null;
    }

    private void readMessage() throws SQLException {
        byte[] message = copy.readFromCopy();
        row = message == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(message);
    }

    /** A column of the type {@code bigint}. */
    @Nullable
    Long readLong() {
        return row.getInt() < 0 ? null : Long.valueOf(row.getLong());
    }

    /** A column of the type {@code bytea}. */
    byte @Nullable [] readBytes() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        row.get(bytes);
        return bytes;
    }

    /** A column of the type {@code text[]}, which is most often that of the row before. Not to be changed. */
    String[] readTexts() {
        byte[] array = readBytes();
        if (array == null) {
            return new String[0];
        }
        if (!Arrays.equals(array, lastTexts)) {
            textsOfLast = Arrays.stream(elements(ByteBuffer.wrap(array)))
                    .map(text -> new String(text, UTF_8))
                    .toArray(String[]::new);
            lastTexts = array;
        }
        return textsOfLast;
    }

    /** A column of the type {@code bytea[]}. */
    byte[][] readByteArrays() {
        return row.getInt() < 0 ? new byte[0][] : elements(row);
    }

    /** Dimensions, whether there are nulls, the type; for each dimension its length and lower bound; the elements. */
    private static byte[][] elements(ByteBuffer array) {
        boolean isEmpty = array.getInt() == 0;
        array.position(array.position() + 2 * Integer.BYTES);
        if (isEmpty) {
            return new byte[0][];
        }
        byte[][] elements = new byte[array.getInt()][];
        array.getInt();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = new byte[array.getInt()];
            array.get(elements[i]);
        }
        return elements;
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
