package jobplatform.user.notice.stream;

import dev.avenant.service.TooManyRequestsException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jobplatform.user.notice.Notice;
import jobplatform.user.notice.Notices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of notices. One thread asks the database how far the notices of all users with streams are, so those
 * are seen too that another process has written, and reads what is to be sent; others send it. Positions grow in the order
 * in which notices are committed, so a stream misses none.
 *
 * <p>A client that reads slowly keeps one thread and a page of notices until the container gives its connection up, and
 * no other stream waits for it; a client that is gone is noticed by the next heartbeat. While the database is away streams
 * stay open and go on when it is back. They end before the server takes no more requests, so a shutdown waits for none.
 */
@Component
@EnableConfigurationProperties(NoticeStreamProperties.class)
class NoticeStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeStreams.class);

    private static final int PAGE = 100;

    private final Notices notices;
    private final NoticeStreamProperties properties;
    private final Set<NoticeStream> streams = ConcurrentHashMap.newKeySet();
    private @Nullable Threads threads;
    private final Clock clock;
    private boolean isDatabaseAway;

    NoticeStreams(Notices notices, NoticeStreamProperties properties, MeterRegistry meters, Clock clock) {
        this.notices = notices;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("jobplatform.notification.streams", streams, Set::size)
                .description("Streams of notifications that this process has open")
                .register(meters);
    }

    /**
     * Opens a stream of a user's notices; that of a user who is gone ends soon.
     *
     * @param lastEventId the position of the last notice that the client has; null to begin with the next one
     * @param until when the stream ends at the latest
     * @throws UnknownEventIdException if the user has no notice that far
     * @throws TooManyRequestsException if the user has as many streams as a user may
     * @throws NoMoreStreamsException if there are as many streams as this process may have
     */
    SseEmitter open(UUID userId, @Nullable Long lastEventId, Instant until) {
        long newest = notices.newestPositions(Set.of(userId)).getOrDefault(userId, 0L);
        if (lastEventId != null && (lastEventId < 0 || lastEventId > newest)) {
            throw new UnknownEventIdException(newest);
        }
        NoticeStream stream = new NoticeStream(userId, lastEventId == null ? newest : lastEventId, until);
        stream.emitter().onCompletion(() -> streams.remove(stream));
        begin(stream);
        return stream.emitter();
    }

    /** It is claimed before the loop can see it, so that nothing is sent before its beginning. */
    private synchronized void begin(NoticeStream stream) {
        Threads running = threads;
        if (running == null || streams.size() >= properties.max()) {
            throw new NoMoreStreamsException();
        }
        long ofUser = streams.stream()
                .filter(each -> each.userId().equals(stream.userId()))
                .count();
        if (ofUser >= properties.maxPerUser()) {
            throw new TooManyRequestsException(
                    "The user " + stream.userId() + " has " + ofUser + " streams of notifications; close one");
        }
        submit(running.senders(), stream, stream::begin);
        streams.add(stream);
    }

    private void loopOnce(ExecutorService senders) {
        try {
            runOnce(senders);
            isDatabaseAway = false;
        } catch (RuntimeException failed) {
            if (!isDatabaseAway) {
                LOG.warn("The streams of notifications wait for the database: {}", failed.toString());
            }
            isDatabaseAway = true;
        } catch (OutOfMemoryError noMoreThreads) {
            // That the system gives no thread for a client that reads slowly is no reason to tell the others nothing
            // any more.
            LOG.warn("Notifications wait for threads or memory: {}", noMoreThreads.toString());
        }
    }

    /** Sends what is due on each stream that nothing is being sent on. */
    private void runOnce(ExecutorService senders) {
        List<NoticeStream> free =
                streams.stream().filter(stream -> !stream.isClaimed()).toList();
        free.stream()
                .filter(stream -> stream.isQuietFor(properties.heartbeat()))
                .forEach(stream -> submit(senders, stream, stream::beat));
        if (free.isEmpty()) {
            return;
        }
        Map<UUID, Long> newest =
                notices.newestPositions(free.stream().map(NoticeStream::userId).collect(Collectors.toSet()));
        for (NoticeStream stream : free) {
            Long position = newest.get(stream.userId());
            if (position == null || stream.isOver(clock.instant())) {
                submit(senders, stream, stream::end); // the user, or the right to follow them, is gone
            } else if (position > stream.position()) {
                List<Notice> page = notices.after(stream.userId(), stream.position(), PAGE);
                submit(senders, stream, () -> stream.send(page, page.size() < PAGE ? position : 0));
            }
        }
    }

    /** Does it soon; on a stream that was claimed meanwhile it is due again in the next round. */
    private void submit(ExecutorService senders, NoticeStream stream, Step step) {
        if (!stream.claim()) {
            return;
        }
        boolean isTaken = false;
        try {
            senders.execute(() -> send(stream, step));
            isTaken = true;
        } finally {
            if (!isTaken) {
                stream.release();
            }
        }
    }

    private void send(NoticeStream stream, Step step) {
        try {
            step.run();
        } catch (IOException | IllegalStateException gone) {
            streams.remove(stream); // the container ends what is left of it
        } finally {
            stream.release();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws, and ends with the executor
    public synchronized void start() {
        if (threads != null) {
            return;
        }
        Threads started = new Threads(
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("notice-streams-")),
                Executors.newCachedThreadPool(new CustomizableThreadFactory("notice-sender-")));
        long interval = properties.pollInterval().toMillis();
        started.loop()
                .scheduleWithFixedDelay(() -> loopOnce(started.senders()), interval, interval, TimeUnit.MILLISECONDS);
        threads = started;
    }

    @Override
    public void stop() {
        Threads stopped;
        synchronized (this) {
            stopped = threads;
            threads = null;
        }
        if (stopped != null) {
            Threads.end(stopped.loop());
            streams.forEach(stream -> stopped.senders().execute(stream::end));
            Threads.end(stopped.senders());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    /**
     * What runs the streams.
     *
     * @param loop one thread that looks what is due
     * @param senders as many threads as there are streams that something is being sent on
     */
    private record Threads(ScheduledExecutorService loop, ExecutorService senders) {

        private static final long TIMEOUT_SECONDS = 2;

        static void end(ExecutorService threads) {
            threads.shutdown();
            try {
                if (!threads.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something that is sent. */
    private interface Step {

        void run() throws IOException;
    }
}
