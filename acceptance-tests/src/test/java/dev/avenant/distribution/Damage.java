package dev.avenant.distribution;

import java.util.Arrays;

/** What may have happened to a file. */
enum Damage {
    BEGINNING,
    MIDDLE,
    CUT_OFF,
    EMPTY;

    private static final int LENGTH = 500_000;

    byte[] of(byte[] whole) {
        return switch (this) {
            case BEGINNING -> overwritten(whole, 0);
            case MIDDLE -> overwritten(whole, whole.length / 3);
            case CUT_OFF -> Arrays.copyOf(whole, whole.length / 4);
            case EMPTY -> new byte[0];
        };
    }

    private static byte[] overwritten(byte[] whole, int from) {
        byte[] damaged = whole.clone();
        for (int i = from; i < from + LENGTH; i++) {
            damaged[i] ^= (byte) (i * 31 + 7);
        }
        return damaged;
    }
}
