package dev.avenant.serde.internal.codec;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding, read from an array where it lies. It is an Avro {@link Decoder} too, so that Avro's own readers
 * work under the same limits. What is cut short is an {@link EOFException}, what claims too much a {@link
 * LimitExceededException}; neither allocates what was claimed.
 */
public final class AvroInput extends Decoder {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private final DecodingLimits limits;
    private int position;
    private int depth;
    private int emptyItems;

    public AvroInput(byte[] bytes, int start, int end, DecodingLimits limits) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.limits = limits;
    }

    /** Where the next byte is read, counted from the start of the array. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Counts how deep records are nested; throws what says that it is too deep. */
    public void enterRecord() {
        if (++depth > limits.maxDepth()) {
            throw new LimitExceededException(
                    "Records are nested deeper than " + limits.maxDepth() + " levels, the limit avenant.max.depth");
        }
    }

    /** To be called at the end of a record that was entered. */
    public void leaveRecord() {
        depth--;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return readByte() == 1;
    }

    @Override
    public int readInt() throws IOException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return ofOneByte(bytes[at]);
        }
        return readLongerInt();
    }

    /** The number that fits one byte, as most do. */
    private static int ofOneByte(byte zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private int readLongerInt() throws IOException {
        int at = position;
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= end) {
                throw new EOFException();
            }
            int next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                position = at;
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new InvalidNumberEncodingException("Invalid int encoding");
    }

    @Override
    public long readLong() throws IOException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return ofOneByte(bytes[at]);
        }
        return readLongerLong();
    }

    private long readLongerLong() throws IOException {
        int at = position;
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw new EOFException();
            }
            int next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                position = at;
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new InvalidNumberEncodingException("Invalid long encoding");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) INT.get(bytes, take(Integer.BYTES)));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble((long) LONG.get(bytes, take(Long.BYTES)));
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        return new String(bytes, take(length), length, StandardCharsets.UTF_8);
    }

    /** Reads a string that is a UUID in its usual form of 36 characters; null, somewhere in it, when it is not. */
    @Nullable
    UUID readCanonicalUuid() throws IOException {
        return readLength() == UuidText.LENGTH && remaining() >= UuidText.LENGTH
                ? UuidText.read(bytes, take(UuidText.LENGTH))
                : null;
    }

    void returnTo(int earlier) {
        position = earlier;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readByteArray());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readByteArray());
    }

    byte[] readByteArray() throws IOException {
        return copy(readLength());
    }

    byte[] copy(int length) throws IOException {
        int from = take(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return copy;
    }

    /** The place of that many bytes, which are passed over; they lie in {@link #array()}. */
    int take(int length) throws IOException {
        int from = position;
        if (length > end - from) {
            throw new EOFException();
        }
        position = from + length;
        return from;
    }

    byte[] array() {
        return bytes;
    }

    /** Reads and checks a declared length in bytes. */
    int readLength() throws IOException {
        long length = readLong();
        if (length < 0) {
            throw new AvroRuntimeException("Malformed data. Length is negative: " + length);
        }
        if (length > limits.maxLength()) {
            throw new LimitExceededException("A length of " + length + " bytes is declared, above the limit of "
                    + limits.maxLength() + ", avenant.max.declared.length");
        }
        return (int) length;
    }

    /**
     * Reads and checks the number of elements in the next block of a collection.
     *
     * @param smallestElement the fewest bytes an element can take
     */
    int readBlock(int smallestElement) throws IOException {
        long count = readLong();
        if (count < 0) {
            if (count == Long.MIN_VALUE) {
                throw new AvroRuntimeException("Malformed data. A block declares " + count + " elements");
            }
            count = -count;
            if (readLong() < 0) {
                throw new AvroRuntimeException("Malformed data. Length of a block is negative");
            }
        }
        return checkedBlock(count, smallestElement);
    }

    private int checkedBlock(long count, int smallestElement) throws IOException {
        if (smallestElement == 0) {
            if (count > limits.maxEmptyItems() - emptyItems) {
                throw new LimitExceededException("More than " + limits.maxEmptyItems()
                        + " elements without bytes are declared, the limit avenant.max.empty.items");
            }
            emptyItems += (int) count;
            return (int) count;
        }
        if (count > limits.maxLength()) {
            throw new LimitExceededException("A block of " + count + " elements is declared, above the limit of "
                    + limits.maxLength() + ", avenant.max.declared.length");
        }
        if (count * smallestElement > remaining()) {
            throw new EOFException();
        }
        return (int) count;
    }

    private byte readByte() throws IOException {
        if (position >= end) {
            throw new EOFException();
        }
        return bytes[position++];
    }

    @Override
    public void skipString() throws IOException {
        take(readLength());
    }

    @Override
    public void skipBytes() throws IOException {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    // Avro's own readers do not say how small an element is, so each counts as empty for them.

    @Override
    public long readArrayStart() throws IOException {
        return readBlock(0);
    }

    @Override
    public long arrayNext() throws IOException {
        return readBlock(0);
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readBlock(1);
    }

    @Override
    public long mapNext() throws IOException {
        return readBlock(1);
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    private long skipBlocks() throws IOException {
        while (true) {
            long count = readLong();
            if (count >= 0) {
                return count == 0 ? 0 : checkedBlock(count, 0);
            }
            take(readLength());
        }
    }
}
