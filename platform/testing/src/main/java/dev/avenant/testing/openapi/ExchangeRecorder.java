package dev.avenant.testing.openapi;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of each request and what it was answered with in the end, by an error page of the container too. */
final class ExchangeRecorder extends HttpFilter implements ServletRequestListener {

    private static final long serialVersionUID = 1L;

    private static final String RECORDING = ExchangeRecorder.class.getName();

    private final transient Consumer<Exchange> seen;

    ExchangeRecorder(Consumer<Exchange> seen) {
        this.seen = seen;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CopiedResponse answer = new CopiedResponse(response);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            if (request.getAttribute(RECORDING) instanceof Recording asked) {
                request.setAttribute(RECORDING, asked.answeredWith(answer));
            }
            chain.doFilter(request, answer);
            return;
        }
        CopiedRequest copied = new CopiedRequest(request);
        Recording recording = Recording.of(copied, answer);
        request.setAttribute(RECORDING, recording);
        chain.doFilter(copied, answer);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtTheEnd(() -> seen.accept(recording.exchange(null))));
            request.removeAttribute(RECORDING);
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest().getAttribute(RECORDING) instanceof Recording recording) {
            event.getServletRequest().removeAttribute(RECORDING);
            seen.accept(recording.exchange(recording.answer.copy()));
        }
    }

    private record Recording(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            CopiedRequest request,
            CopiedResponse answer) {

        static Recording of(CopiedRequest request, CopiedResponse answer) {
            Map<String, String> headers = new TreeMap<>();
            Collections.list(request.getHeaderNames())
                    .forEach(name -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
            return new Recording(
                    request.getMethod(), request.getRequestURI(), request.getQueryString(), headers, request, answer);
        }

        Recording answeredWith(CopiedResponse errorPage) {
            return new Recording(method, path, query, headers, request, errorPage);
        }

        Exchange exchange(@Nullable String body) {
            String type = answer.getContentType();
            return new Exchange(
                    method,
                    path,
                    query,
                    headers,
                    request.copy(),
                    answer.getStatus(),
                    type == null ? null : type.split(";", 2)[0].strip(),
                    body);
        }
    }

    /** Runs something when an answer that is given later has ended. */
    private record AtTheEnd(Runnable task) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            task.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
