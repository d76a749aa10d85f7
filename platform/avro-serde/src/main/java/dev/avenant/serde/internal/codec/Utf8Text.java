package dev.avenant.serde.internal.codec;

/** UTF-8 without a copy of the string; an unpaired surrogate becomes a question mark, as the JDK does it. */
final class Utf8Text {

    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Utf8Text() {}

    static long encodedLength(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ONE_BYTE) {
                length += 1;
            } else if (next < TWO_BYTES) {
                length += 2;
            } else if (!Character.isSurrogate(next)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 1;
            }
        }
        return length;
    }

    /** Writes the text at that place, where there must be room, and answers the place after it. */
    static int encode(String text, byte[] target, int start) {
        int at = start;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ONE_BYTE) {
                target[at++] = (byte) next;
            } else if (next < TWO_BYTES) {
                target[at++] = (byte) (0xc0 | (next >> 6));
                target[at++] = sixBits(next);
            } else if (!Character.isSurrogate(next)) {
                target[at++] = (byte) (0xe0 | (next >> 12));
                target[at++] = sixBits(next >> 6);
                target[at++] = sixBits(next);
            } else if (isPair(text, i)) {
                int point = Character.toCodePoint(next, text.charAt(++i));
                target[at++] = (byte) (0xf0 | (point >> 18));
                target[at++] = sixBits(point >> 12);
                target[at++] = sixBits(point >> 6);
                target[at++] = sixBits(point);
            } else {
                target[at++] = '?';
            }
        }
        return at;
    }

    private static byte sixBits(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
