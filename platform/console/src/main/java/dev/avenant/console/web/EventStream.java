package dev.avenant.console.web;

import dev.avenant.console.events.EventTails;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Writes server-sent events while somebody listens. A stream ends when the browser goes, when the session or the token of whoever
 * began it ends or has no more grants for it, and after a time in any case. Each has a thread of its own: {@link EventTails} says how
 * many there are at most.
 */
@Component
public class EventStream {

    /** After that a stream ends. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int QUIET_STEPS = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "event-stream");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean isClosing;

    /** Makes the events of one step; each is written at once. */
    public interface Source extends AutoCloseable {

        /** Waits a moment and writes what there is to write. */
        void step(Events events) throws IOException;

        /** Writes why nothing more comes. */
        void end(Events events, @Nullable RuntimeException why) throws IOException;

        @Override
        void close();
    }

    /**
     * Where events are written to, until the answer has ended. The server uses the answer of a browser that has gone for another
     * request, so nothing is written to it from then on.
     */
    public static final class Events {
        private final AsyncContext work;
        private final ServletOutputStream out;
        private boolean isEnded;
        private int quietSteps;

        private Events(AsyncContext work, ServletOutputStream out) {
            this.work = work;
            this.out = out;
        }

        /** Writes an event; each line of the text is one of its data. */
        public void send(String event, String data) throws IOException {
            StringBuilder text = new StringBuilder("event: ").append(event).append('\n');
            data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
            write(text.append('\n').toString());
            quietSteps = 0;
        }

        /** A comment now and then shows that the browser is still there. */
        private void rest() throws IOException {
            if (++quietSteps >= QUIET_STEPS) {
                quietSteps = 0;
                write(":\n\n");
            }
        }

        private synchronized void write(String text) throws IOException {
            if (isEnded) {
                throw new IOException("The browser has gone");
            }
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private synchronized void end() {
            if (!isEnded) {
                isEnded = true;
                work.complete();
            }
        }
    }

    /**
     * Answers a request with events, and returns at once.
     *
     * @param source opened here, so that what is refused is answered as a page is
     * @param longest after how long it ends at the latest
     */
    public void answer(
            HttpServletRequest request, HttpServletResponse response, Supplier<Source> source, Duration longest)
            throws IOException {
        Source opened = source.get();
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            // Tells proxies of the kind of nginx to hand on what is written.
            response.setHeader("X-Accel-Buffering", "no");
            response.flushBuffer();
            if (request.getMethod().equals("HEAD")) {
                // Nothing is written to it, so nobody would notice that whoever asked has gone.
                opened.close();
                return;
            }
            ServletOutputStream out = response.getOutputStream();
            AsyncContext work = request.startAsync();
            work.setTimeout(0);
            Events events = new Events(work, out);
            work.addListener(new Ending(events));
            SecurityContext asked = SecurityContextHolder.getContext();
            HttpSession session = request.getSession(false);
            threads.execute(() -> run(opened, events, new Listener(asked, session), longest));
        } catch (IOException | RuntimeException | Error failed) {
            opened.close();
            throw failed;
        }
    }

    private void run(Source source, Events events, Listener listener, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try (source) {
            RuntimeException why = null;
            try {
                while (!isClosing && System.nanoTime() < end) {
                    SecurityContextHolder.setContext(listener.context());
                    source.step(events);
                    events.rest();
                }
            } catch (RuntimeException failed) {
                why = failed;
            }
            source.end(events, why);
        } catch (IOException gone) {
            LOG.debug("A browser that listened has gone", gone);
        } catch (RuntimeException failed) {
            LOG.error("A stream of events failed", failed);
        } finally {
            SecurityContextHolder.clearContext();
            events.end();
        }
    }

    /** A browser that has gone is told nothing more, not even by a page of errors. */
    private record Ending(Events events) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            events.end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Who listens, as far as their session, or the token that they came with, still says so. */
    private record Listener(SecurityContext asked, @Nullable HttpSession session) {

        SecurityContext context() {
            if (session == null) {
                return hasExpired(asked.getAuthentication()) ? new SecurityContextImpl() : asked;
            }
            try {
                return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                instanceof SecurityContext now
                        ? now
                        : new SecurityContextImpl();
            } catch (IllegalStateException ended) {
                return new SecurityContextImpl();
            }
        }

        private static boolean hasExpired(@Nullable Authentication program) {
            if (!(program instanceof AbstractOAuth2TokenAuthenticationToken<?> known)) {
                return false;
            }
            Instant end = known.getToken().getExpiresAt();
            return end != null && Instant.now().isAfter(end);
        }
    }

    @PreDestroy
    void close() {
        isClosing = true;
        threads.shutdown();
    }
}
