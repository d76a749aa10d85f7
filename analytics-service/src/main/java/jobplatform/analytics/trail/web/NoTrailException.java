package jobplatform.analytics.trail.web;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import jobplatform.analytics.trail.AggregateType;

/** There is no such trail; the message is for the caller. */
final class NoTrailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoTrailException(String type) {
        super("Nothing has a trail that is called " + type + "; what has one is "
                + Arrays.stream(AggregateType.values()).map(String::valueOf).collect(Collectors.joining(", ")));
    }

    NoTrailException(AggregateType type, UUID id) {
        super("No event of the " + type + " " + id + " is known");
    }
}
