package dev.avenant.service;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Turns away requests that are too large, before they are read where they say their length and while they are read
 * where they do not, queries with a character that no database stores, and those whose {@code Accept} nobody can read.
 */
final class RequestLimits extends OncePerRequestFilter {

    private final long maxBodyBytes;
    private final HandlerExceptionResolver problems;

    RequestLimits(long maxBodyBytes, HandlerExceptionResolver problems) {
        this.maxBodyBytes = maxBodyBytes;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (!isReadable(request.getHeaders(HttpHeaders.ACCEPT))) {
            problems.resolveException(request, response, null, new UnreadableAcceptException());
        } else if (query != null && query.toLowerCase(Locale.ROOT).contains("%00")) {
            problems.resolveException(request, response, null, new UnstorableParameterException());
        } else if (request.getContentLengthLong() > maxBodyBytes) {
            problems.resolveException(request, response, null, new BodyTooLargeException(maxBodyBytes));
        } else {
            chain.doFilter(new LimitedRequest(request, maxBodyBytes), response);
        }
    }

    private static boolean isReadable(Enumeration<String> accept) {
        try {
            MediaType.parseMediaTypes(Collections.list(accept));
            return true;
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long maxBytes;
        private @Nullable ServletInputStream body;

        LimitedRequest(HttpServletRequest request, long maxBytes) {
            super(request);
            this.maxBytes = maxBytes;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream stream = body;
            if (stream == null) {
                stream = new LimitedStream(super.getInputStream(), maxBytes);
                body = stream;
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(
                    getInputStream(), encoding == null ? StandardCharsets.UTF_8.name() : encoding));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream stream;
        private final long maxBytes;
        private long bytes;

        LimitedStream(ServletInputStream stream, long maxBytes) {
            this.stream = stream;
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            int value = stream.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = stream.read(target, from, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int read) throws BodyTooLargeException {
            bytes += read;
            if (bytes > maxBytes) {
                throw new BodyTooLargeException(maxBytes);
            }
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}
