package dev.avenant.serde.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding, written into an array that grows and is used again. It is an Avro {@link Encoder} too, so that
 * Avro's own writers can write into it. Not safe for several threads at once.
 */
public final class AvroOutput extends Encoder {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LARGEST_VARINT = 10;
    private static final int KEPT_AT_MOST = 1 << 20;

    private byte[] bytes = new byte[512];
    private int position;
    private final ArrayDeque<EntryWriter> entryWriters = new ArrayDeque<>(4);

    /** Forgets what was written, and an array that one large record has blown up. */
    public void reset() {
        position = 0;
        if (bytes.length > KEPT_AT_MOST) {
            bytes = new byte[512];
        }
    }

    EntryWriter takeEntryWriter() {
        EntryWriter free = entryWriters.pollLast();
        return free == null ? new EntryWriter() : free;
    }

    void giveBack(EntryWriter entries) {
        entryWriters.addLast(entries);
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    /** Writes the magic byte 0 and an id, most significant byte first. */
    public void writePrefix(int schemaId) {
        ensure(5);
        bytes[position] = 0;
        bytes[position + 1] = (byte) (schemaId >>> 24);
        bytes[position + 2] = (byte) (schemaId >>> 16);
        bytes[position + 3] = (byte) (schemaId >>> 8);
        bytes[position + 4] = (byte) schemaId;
        position += 5;
    }

    private void ensure(int more) {
        int needed = position + more;
        if (needed - bytes.length > 0) {
            grow(needed);
        }
    }

    private void grow(int needed) {
        if (needed < 0) {
            throw new IllegalStateException("A record takes more than 2 GiB");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
    }

    @Override
    public void writeNull() {}

    @Override
    public void writeBoolean(boolean value) {
        ensure(1);
        bytes[position++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        writeVarint(((value << 1) ^ (value >> 31)) & 0xffffffffL);
    }

    @Override
    public void writeLong(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    private void writeVarint(long zigzag) {
        ensure(LARGEST_VARINT);
        byte[] target = bytes;
        int at = position;
        long rest = zigzag;
        while ((rest & ~0x7fL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        position = at;
    }

    @Override
    public void writeFloat(float value) {
        ensure(Float.BYTES);
        INT.set(bytes, position, Float.floatToRawIntBits(value));
        position += Float.BYTES;
    }

    @Override
    public void writeDouble(double value) {
        ensure(Double.BYTES);
        LONG.set(bytes, position, Double.doubleToRawLongBits(value));
        position += Double.BYTES;
    }

    @Override
    public void writeString(Utf8 text) {
        writeBytes(text.getBytes(), 0, text.getByteLength());
    }

    @Override
    public void writeString(CharSequence text) {
        if (text instanceof Utf8 utf8) {
            writeString(utf8);
        } else {
            writeString(text.toString());
        }
    }

    /** Writes a string without a copy of it; nearly all are ASCII, whose characters are their bytes. */
    @Override
    @SuppressWarnings("deprecation") // It takes the low bytes of the characters, which is all that they have here.
    public void writeString(String text) {
        int length = text.length();
        int seen = 0;
        for (int i = 0; i < length; i++) {
            seen |= text.charAt(i);
        }
        if (seen >= 0x80) {
            writeWideString(text);
            return;
        }
        ensure(LARGEST_VARINT + length);
        writeLong(length);
        text.getBytes(0, length, bytes, position);
        position += length;
    }

    /** Writes a string that is the value of a field that cannot be null; for code that is made for a class. */
    public void writeRequired(@Nullable String text) {
        writeString((String) SimpleWriters.required(text, "string"));
    }

    private void writeWideString(String text) {
        long length = Utf8Text.encodedLength(text);
        if (length > Integer.MAX_VALUE - 16 - position) {
            throw new IllegalStateException("A string of " + length + " bytes does not fit a record");
        }
        writeLong(length);
        ensure((int) length);
        position = Utf8Text.encode(text, bytes, position);
    }

    /** Writes a UUID as the string of its 36 characters. */
    void writeUuidString(UUID uuid) {
        ensure(UuidText.LENGTH + 1);
        bytes[position] = UuidText.LENGTH << 1;
        UuidText.write(uuid, bytes, position + 1);
        position += UuidText.LENGTH + 1;
    }

    @Override
    public void writeBytes(ByteBuffer value) {
        int length = value.remaining();
        writeLong(length);
        ensure(length);
        value.duplicate().get(bytes, position, length);
        position += length;
    }

    @Override
    public void writeBytes(byte[] value, int start, int length) {
        writeLong(length);
        writeFixed(value, start, length);
    }

    @Override
    public void writeFixed(byte[] value, int start, int length) {
        ensure(length);
        System.arraycopy(value, start, bytes, position, length);
        position += length;
    }

    /** Writes a number as decimals are written: a length and as few bytes of two's complement as hold it. */
    void writeDecimalBytes(long unscaled) {
        long magnitude = unscaled < 0 ? ~unscaled : unscaled;
        int length = (Long.SIZE - Long.numberOfLeadingZeros(magnitude)) / Byte.SIZE + 1;
        ensure(1 + Long.BYTES + 1);
        bytes[position++] = (byte) (length << 1);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[position++] = (byte) (unscaled >> shift);
        }
    }

    @Override
    public void writeEnum(int ordinal) {
        writeInt(ordinal);
    }

    @Override
    public void writeArrayStart() {}

    @Override
    public void setItemCount(long itemCount) {
        if (itemCount > 0) {
            writeLong(itemCount);
        }
    }

    @Override
    public void startItem() {}

    @Override
    public void writeArrayEnd() {
        writeLong(0);
    }

    @Override
    public void writeMapStart() {}

    @Override
    public void writeMapEnd() {
        writeLong(0);
    }

    @Override
    public void writeIndex(int unionIndex) {
        writeInt(unionIndex);
    }

    @Override
    public void flush() {}
}
