package jobplatform.analytics.figures.web;

import dev.avenant.service.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * How exactly a caller is told what people did: administrators exactly, everybody else in multiples of a least count, so that no
 * answer, and no two of them together, say what one person did.
 *
 * @param unit the multiples; 1 is exact
 */
record Detail(int unit) {

    static Detail of(@Nullable Caller caller, int leastCount) {
        return new Detail(caller != null && caller.isAdministrator() ? 1 : leastCount);
    }

    boolean isExact() {
        return unit == 1;
    }

    /** What everybody is told that it is rounded down to; null when it is not. */
    @Nullable
    Integer roundedDownTo() {
        return isExact() ? null : unit;
    }

    /** The figure, which has been rounded; null when it is too small to be told. */
    @Nullable
    Long told(long rounded) {
        return rounded == 0 && !isExact() ? null : Long.valueOf(rounded);
    }
}
