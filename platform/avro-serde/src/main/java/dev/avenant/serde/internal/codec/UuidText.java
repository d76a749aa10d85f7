package dev.avenant.serde.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUIDs as the 36 characters of their usual form, written and read without a string between. */
final class UuidText {

    static final int LENGTH = 36;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW = 0xffffffffL;

    private UuidText() {}

    /** Writes the characters at that place, where there must be room. */
    static void write(UUID uuid, byte[] target, int at) {
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        long middle = eightDigits((int) high);
        long rest = eightDigits((int) (low >>> 32));
        LONG.set(target, at, eightDigits((int) (high >>> 32)));
        target[at + 8] = '-';
        INT.set(target, at + 9, (int) (middle >>> 32));
        target[at + 13] = '-';
        INT.set(target, at + 14, (int) middle);
        target[at + 18] = '-';
        INT.set(target, at + 19, (int) (rest >>> 32));
        target[at + 23] = '-';
        INT.set(target, at + 24, (int) rest);
        LONG.set(target, at + 28, eightDigits((int) low));
    }

    /** The eight hexadecimal digits of a number as eight characters, the first in the highest byte. */
    private static long eightDigits(int number) {
        long spread = number & 0xffffffffL;
        spread = (spread | spread << 16) & 0x0000ffff0000ffffL;
        spread = (spread | spread << 8) & 0x00ff00ff00ff00ffL;
        spread = (spread | spread << 4) & 0x0f0f0f0f0f0f0f0fL;
        // One in each byte that holds ten or more, which are letters.
        long letters = (spread + 0x0606060606060606L) >>> 4 & 0x0101010101010101L;
        return spread + 0x3030303030303030L + letters * ('a' - '0' - 10);
    }

    /** Reads the 36 characters at that place; null when they are no UUID in this form. */
    static @Nullable UUID read(byte[] bytes, int at) {
        if (bytes[at + 8] != '-' || bytes[at + 13] != '-' || bytes[at + 18] != '-' || bytes[at + 23] != '-') {
            return null;
        }
        long first = number((long) LONG.get(bytes, at));
        long second = number(joined((int) INT.get(bytes, at + 9), (int) INT.get(bytes, at + 14)));
        long third = number(joined((int) INT.get(bytes, at + 19), (int) INT.get(bytes, at + 24)));
        long fourth = number((long) LONG.get(bytes, at + 28));
        return (first | second | third | fourth) < 0 ? null : new UUID((first << 32) | second, (third << 32) | fourth);
    }

    private static long joined(int high, int low) {
        return ((long) high << 32) | (low & LOW);
    }

    /** The number that eight hexadecimal digits make; negative when one of them is none. */
    private static long number(long text) {
        long letters = (text >>> 6) & 0x0101010101010101L;
        long number = (text & 0x0f0f0f0f0f0f0f0fL) + letters * 9;
        number = (number | (number >>> 4)) & 0x00ff00ff00ff00ffL;
        number = (number | (number >>> 8)) & 0x0000ffff0000ffffL;
        number = (number | (number >>> 16)) & LOW;
        // Written again, in lower case, it is the same text unless something in it was no digit.
        return eightDigits((int) number) == (text | (letters << 5)) ? number : -1;
    }
}
