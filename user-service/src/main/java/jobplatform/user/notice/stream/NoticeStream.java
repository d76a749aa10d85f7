package jobplatform.user.notice.stream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import jobplatform.user.notice.Notice;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open stream of a user's notices. It keeps no notices, only how far it is: what is still to be sent is in the
 * database. One thread at a time sends on it, which is whoever has claimed it.
 */
final class NoticeStream {

    private static final String EVENT = "notification";
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);

    private final UUID userId;
    private final SseEmitter emitter = new SseEmitter(0L); // ends when somebody ends it
    private final Instant until;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile long position;
    private volatile long sentAtNanos = System.nanoTime();

    /**
     * A stream that nothing was sent on.
     *
     * @param position the position of the last notice that the client has
     * @param until when the stream ends at the latest
     */
    NoticeStream(UUID userId, long position, Instant until) {
        this.userId = userId;
        this.position = position;
        this.until = until;
    }

    UUID userId() {
        return userId;
    }

    long position() {
        return position;
    }

    SseEmitter emitter() {
        return emitter;
    }

    boolean isOver(Instant now) {
        return now.isAfter(until);
    }

    boolean isQuietFor(Duration time) {
        return System.nanoTime() - sentAtNanos >= time.toNanos();
    }

    boolean isClaimed() {
        return claimed.get();
    }

    /** Whether nobody else had claimed it; who has does {@link #release} it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    void release() {
        claimed.set(false);
    }

    /** Tells the client where the stream begins, so that it resumes there even if no notice comes before it breaks. */
    void begin() throws IOException {
        send(SseEmitter.event().id(Long.toString(position)).reconnectTime(RECONNECT_AFTER.toMillis()));
    }

    /**
     * Sends a page of notices.
     *
     * @param reached up to which position there are no others, 0 if that is not known
     */
    void send(List<Notice> page, long reached) throws IOException {
        for (Notice notice : page) {
            send(SseEmitter.event()
                    .id(Long.toString(notice.position()))
                    .name(EVENT)
                    .data(notice, MediaType.APPLICATION_JSON));
            position = notice.position();
        }
        position = Math.max(position, reached);
    }

    /** A comment, which clients ignore. */
    void beat() throws IOException {
        send(SseEmitter.event().comment(""));
    }

    void end() {
        emitter.complete();
    }

    private void send(SseEmitter.SseEventBuilder event) throws IOException {
        emitter.send(event);
        sentAtNanos = System.nanoTime();
    }
}
