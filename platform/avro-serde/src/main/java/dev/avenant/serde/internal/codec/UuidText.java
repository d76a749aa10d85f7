package dev.avenant.serde.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUIDs as the 36 characters of their usual form, written and read without a string between. */
final class UuidText {

    static final int LENGTH = 36;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = digits();

    private UuidText() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, NO_DIGIT);
        for (int i = 0; i < 16; i++) {
            digits[Character.forDigit(i, 16)] = (byte) i;
            digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        return digits;
    }

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
        long first = number(bytes, at, 8);
        long second = number(bytes, at + 9, 4);
        long third = number(bytes, at + 14, 4);
        long fourth = number(bytes, at + 19, 4);
        long last = number(bytes, at + 24, 12);
        return (first | second | third | fourth | last) < 0
                ? null
                : new UUID(first << 32 | second << 16 | third, fourth << 48 | last);
    }

    /** The number that so many hexadecimal digits make, at most 15 of them; negative when one is none. */
    private static long number(byte[] bytes, int start, int digits) {
        long value = 0;
        long seen = 0;
        for (int i = start; i < start + digits; i++) {
            long digit = DIGITS[bytes[i] & 0xff];
            seen |= digit;
            value = value << 4 | digit;
        }
        return seen < 0 ? -1 : value;
    }
}
