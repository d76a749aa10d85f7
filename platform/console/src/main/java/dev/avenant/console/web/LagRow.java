package dev.avenant.console.web;

import dev.avenant.console.topics.GroupLags.GroupLag;

/** How far behind a consumer group is, on one line of the overview. */
public record LagRow(GroupLag group) {

    private static final long SECONDS_OF_MINUTE = 60;
    private static final long SECONDS_OF_HOUR = 3600;

    /** The address of its page. */
    public String address() {
        return TopicAddress.ofGroup(group.name());
    }

    /** What its lag was when somebody looked. */
    public Plot plot() {
        return new Plot(group.line());
    }

    /** In what it is said after how long it will have caught up: seconds, minutes or hours. */
    public String unit() {
        long seconds = group.trend().secondsLeft();
        if (seconds < 2 * SECONDS_OF_MINUTE) {
            return "seconds";
        }
        return seconds < 2 * SECONDS_OF_HOUR ? "minutes" : "hours";
    }

    /** How many of these it will take, rounded up. */
    public long unitsLeft() {
        long seconds = group.trend().secondsLeft();
        return switch (unit()) {
            case "seconds" -> seconds;
            case "minutes" -> roundedUp(seconds, SECONDS_OF_MINUTE);
            default -> roundedUp(seconds, SECONDS_OF_HOUR);
        };
    }

    private static long roundedUp(long seconds, long unit) {
        return (seconds + unit - 1) / unit;
    }
}
