package jobplatform.analytics.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has another thread take the place of one that failed, after a pause, however often: what it had not committed is undone, so
 * nothing is counted twice or left out. Whatever is in the way, a registry that is away or a topic that is not there yet, ends
 * some time, and until then the service's health says so.
 */
@Component
class StreamFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** For so long after a failure the stream counts as failing: the next try is over then, also one that has to join first. */
    private static final Duration FAILING = Duration.ofSeconds(30);

    private final Clock clock;
    private final StreamMetrics metrics;
    private volatile @Nullable Failure last;

    StreamFailures(Clock clock, StreamMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable thrown) {
        Failure before = last;
        Failure failure = new Failure(root(thrown).toString(), clock.instant());
        last = failure;
        metrics.restarted();
        if (before == null || !before.reason().equals(failure.reason())) {
            LOG.warn("The figures wait, and the stream tries again every {} s", PAUSE.toSeconds(), thrown);
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Why the stream failed a moment ago; empty when it did not. */
    Optional<String> reason() {
        Failure failure = last;
        return failure != null && clock.instant().isBefore(failure.at().plus(FAILING))
                ? Optional.of(failure.reason())
                : Optional.empty();
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private record Failure(String reason, Instant at) {}
}
