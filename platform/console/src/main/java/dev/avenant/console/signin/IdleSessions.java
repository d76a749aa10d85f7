package dev.avenant.console.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session in which nobody has asked for anything for as long as a session lasts. The server counts each request, those too
 * by which an open page renews its figures, so that whoever leaves one open would be signed in for ever.
 */
final class IdleSessions extends OncePerRequestFilter {

    private static final String ASKED = IdleSessions.class.getName();

    private final InstantSource clock;

    IdleSessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            note(session, isOfThePageItself(request));
        }
        chain.doFilter(request, response);
    }

    private void note(HttpSession session, boolean isOfThePageItself) {
        Instant now = clock.instant();
        try {
            int seconds = session.getMaxInactiveInterval();
            Instant asked = session.getAttribute(ASKED) instanceof Instant found ? found : now;
            if (seconds > 0 && !now.isBefore(asked.plusSeconds(seconds))) {
                session.invalidate();
            } else if (!isOfThePageItself || asked.equals(now)) {
                session.setAttribute(ASKED, now);
            }
        } catch (IllegalStateException ended) {
            // another request of the same browser has ended it
        }
    }

    /** Figures are renewed by htmx, and what is followed is taken up again when the connection was lost. */
    private static boolean isOfThePageItself(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader("HX-Request") != null
                || (accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }
}
