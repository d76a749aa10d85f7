package dev.avenant.service.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Answers a POST that comes again with the same {@code Idempotency-Key} as it was answered before, in the sense of the
 * IETF's draft <i>The Idempotency-Key HTTP Header Field</i>. The request runs in the transaction in which its answer is
 * kept, so there is never an effect without an answer, nor an answer without its effect. What was refused or failed has
 * no effect and is not kept.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final int LONGEST_KEY = 255;
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL);

    private final KeptAnswers answers;
    private final TransactionOperations transactions;
    private final List<PathPattern> except;
    private final HandlerExceptionResolver problems;

    IdempotencyFilter(
            KeptAnswers answers,
            TransactionOperations transactions,
            List<PathPattern> except,
            HandlerExceptionResolver problems) {
        this.answers = answers;
        this.transactions = transactions;
        this.except = except;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || request.getHeader(HEADER) == null
                || isExcepted(request);
    }

    private boolean isExcepted(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return except.stream().anyMatch(pattern -> pattern.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            byte[] body = body(request);
            IdempotencyKey key = key(request, body);
            transactions.executeWithoutResult(
                    status -> handle(key, new ReplayableRequest(request, body), answer, chain, status));
        } catch (RequestFailedException failed) {
            throw failed.asThrownByTheRequest();
        } catch (RuntimeException refused) {
            if (!answer.isCommitted()) { // else the container has answered what it could not read
                answer.reset();
            }
            request.removeAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE); // a refusal is none of those
            problems.resolveException(request, answer, null, refused);
        }
        answer.copyBodyToResponse();
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            return request.getInputStream().readAllBytes();
        } catch (IOException unreadable) {
            throw new HttpMessageNotReadableException(
                    "The body could not be read", unreadable, new ServletServerHttpRequest(request));
        }
    }

    private static IdempotencyKey key(HttpServletRequest request, byte[] body) {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        String text = values.get(0);
        boolean usable = values.size() == 1
                && !text.isEmpty()
                && text.length() <= LONGEST_KEY
                && text.chars().allMatch(character -> character > ' ' && character < '\u007f');
        if (!usable) {
            throw new UnusableKeyException();
        }
        Principal caller = request.getUserPrincipal();
        String query = request.getQueryString();
        return IdempotencyKey.of(
                text,
                caller == null ? "" : caller.getName(),
                request.getMethod() + ' ' + request.getRequestURI() + (query == null ? "" : '?' + query),
                body);
    }

    private void handle(
            IdempotencyKey key,
            HttpServletRequest request,
            ContentCachingResponseWrapper answer,
            FilterChain chain,
            TransactionStatus transaction) {
        if (!answers.reserve(key)) {
            throw new RequestInWorkException();
        }
        Optional<KeptAnswer> kept = answers.find(key);
        if (kept.isPresent()) {
            write(kept.get(), answer);
            return;
        }
        try {
            chain.doFilter(request, answer);
        } catch (ServletException | IOException failed) {
            throw new RequestFailedException(failed);
        }
        if (HttpStatusCode.valueOf(answer.getStatus()).is2xxSuccessful()) {
            answers.keep(key, new KeptAnswer(answer.getStatus(), headers(answer), answer.getContentAsByteArray()));
        } else {
            transaction.setRollbackOnly();
        }
    }

    private static Map<String, String> headers(HttpServletResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            @Nullable String value = answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static void write(KeptAnswer kept, HttpServletResponse answer) {
        answer.setStatus(kept.status());
        kept.headers().forEach(answer::setHeader);
        answer.setHeader(REPLAYED, "true");
        try {
            answer.getOutputStream().write(kept.body());
        } catch (IOException failed) {
            throw new RequestFailedException(failed);
        }
    }

    /** Carries what the rest of the chain threw through the transaction. */
    private static final class RequestFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RequestFailedException(Exception cause) {
            super(cause);
        }

        IOException asThrownByTheRequest() throws ServletException {
            if (getCause() instanceof ServletException failed) {
                throw failed;
            }
            return getCause() instanceof IOException failed ? failed : new IOException(getCause());
        }
    }
}
