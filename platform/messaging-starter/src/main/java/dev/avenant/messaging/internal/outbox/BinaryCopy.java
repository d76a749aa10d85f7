package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * The rows of a {@code COPY … TO STDOUT (FORMAT binary)}, column by column. All columns of a row must be read, and all
 * rows.
 */
final class BinaryCopy implements AutoCloseable {

    /** The signature, flags, and the length of an extension that no version of PostgreSQL has. */
    private static final int HEADER_BYTES = 11 + 4 + 4;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final DataInputStream input;
    private byte[] lastTexts = {};
    private String[] textsOfLast = {};

    BinaryCopy(PGConnection connection, String query) throws SQLException, IOException {
        this.input =
                new DataInputStream(new BufferedInputStream(new PGCopyInputStream(connection, query), BUFFER_BYTES));
        input.skipNBytes(HEADER_BYTES);
    }

    /** Goes to the next row; false when there is none. */
    boolean next() throws IOException {
        boolean isRow = input.readShort() >= 0;
        return isRow || input.read() >= 0;
    }

    /** A column of the type {@code bigint}. */
    @Nullable
    Long readLong() throws IOException {
        return input.readInt() < 0 ? null : Long.valueOf(input.readLong());
    }

    /** A column of the type {@code bytea}. */
    byte @Nullable [] readBytes() throws IOException {
        int length = input.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        input.readFully(bytes);
        return bytes;
    }

    /** A column of the type {@code text[]}, which is most often that of the row before. Not to be changed. */
    String[] readTexts() throws IOException {
        byte[] array = readBytes();
        if (array == null) {
            return new String[0];
        }
        if (!Arrays.equals(array, lastTexts)) {
            textsOfLast = Arrays.stream(elements(array))
                    .map(text -> new String(text, UTF_8))
                    .toArray(String[]::new);
            lastTexts = array;
        }
        return textsOfLast;
    }

    /** A column of the type {@code bytea[]}. */
    byte[][] readByteArrays() throws IOException {
        byte[] array = readBytes();
        return array == null ? new byte[0][] : elements(array);
    }

    /** Dimensions, whether there are nulls, the type; for each dimension its length and lower bound; the elements. */
    private static byte[][] elements(byte[] array) {
        ByteBuffer buffer = ByteBuffer.wrap(array);
        boolean isEmpty = buffer.getInt() == 0;
        if (isEmpty) {
            return new byte[0][];
        }
        buffer.position(3 * Integer.BYTES);
        byte[][] elements = new byte[buffer.getInt()][];
        buffer.getInt();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = new byte[buffer.getInt()];
            buffer.get(elements[i]);
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /** What the database said. */
    static SQLException asSqlException(IOException failed) {
        return failed.getCause() instanceof SQLException reason
                ? reason
                : new SQLException("The rows could not be copied", failed);
    }
}
