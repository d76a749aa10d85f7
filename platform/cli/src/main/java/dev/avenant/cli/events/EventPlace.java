package dev.avenant.cli.events;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.TimeOption;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place in a topic as it is written on a command line.
 *
 * @param offset in each partition; null for another place
 * @param time in milliseconds since the epoch, of the first record of that time or a later one; null for another place
 */
record EventPlace(@Nullable Long offset, @Nullable Long time) {

    static final String BEGINNING = "beginning";

    /** No place, so the end of the topic on the side that is meant. */
    static final EventPlace NONE = new EventPlace(null, null);

    /** {@code beginning}, an offset, or a time. */
    static EventPlace parse(String option, String text, Clock clock) {
        if (option.equals("--from") && text.equals(BEGINNING)) {
            return NONE;
        }
        if (text.matches("[0-9]{1,18}")) {
            return new EventPlace(Long.valueOf(text), null);
        }
        return new EventPlace(null, TimeOption.parse(option, text, clock).toEpochMilli());
    }

    /** Refuses what nothing lies in. */
    void requireBefore(EventPlace until) {
        boolean isWrong = (offset != null && until.offset != null && offset >= until.offset)
                || (time != null && until.time != null && time >= until.time);
        if (isWrong) {
            throw CommandFailure.usage(
                    "Expected a --from before --until but found " + shown() + " and " + until.shown() + ".");
        }
    }

    private String shown() {
        return time == null
                ? String.valueOf(offset)
                : Instant.ofEpochMilli(time).toString();
    }
}
