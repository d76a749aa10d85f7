package dev.avenant.console.topics;

/**
 * Where a lag is going.
 *
 * @param perSecond how many records a second it grows by; negative when it shrinks, 0 when that is not known
 * @param secondsLeft after how long nothing is left if it goes on like this; 0 unless it is {@link Kind#CATCHING_UP}
 */
public record LagTrend(Kind kind, double perSecond, long secondsLeft) {

    /** Which way it goes. */
    public enum Kind {
        /** Nothing is left. */
        CAUGHT_UP,

        /** It was not looked at before. */
        UNKNOWN,
        CATCHING_UP,
        STEADY,
        FALLING_BEHIND
    }

    static final LagTrend CAUGHT_UP = new LagTrend(Kind.CAUGHT_UP, 0, 0);
    static final LagTrend UNKNOWN = new LagTrend(Kind.UNKNOWN, 0, 0);

    /** What became of a lag within some seconds. */
    static LagTrend between(long before, long now, double seconds) {
        if (now == 0) {
            return CAUGHT_UP;
        }
        double perSecond = (now - before) / seconds;
        if (now == before) {
            return new LagTrend(Kind.STEADY, 0, 0);
        }
        return now > before
                ? new LagTrend(Kind.FALLING_BEHIND, perSecond, 0)
                : new LagTrend(Kind.CATCHING_UP, perSecond, (long) Math.ceil(now / -perSecond));
    }
}
