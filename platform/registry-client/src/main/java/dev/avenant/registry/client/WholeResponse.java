package dev.avenant.registry.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was waited for as a whole. The time that a request of {@link HttpClient} is given ends with the headers,
 * and a server that sends no more than those would be waited for without end.
 *
 * <p>Nothing is left to the common pool, as {@link HttpClient#sendAsync} does: on two cores that is one thread, and an
 * answer would wait for whatever the program makes that thread wait for.
 *
 * @param statusCode the HTTP status
 * @param headers of the answer
 * @param body the text, empty where there is none
 */
public record WholeResponse(int statusCode, HttpHeaders headers, String body) {
    /**
     * Sends a request and reads the answer.
     *
     * @param request its {@linkplain HttpRequest#timeout() time} is for the answer with its body
     * @throws HttpTimeoutException when the answer was not there in that time
     */
    public static WholeResponse send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return send(http, request, Long.MAX_VALUE);
    }

    /**
     * The same of a server whose answers are short, or it is another one than was meant.
     *
     * @param mostBytes how long the body may be
     * @throws HttpTimeoutException when the answer was not there in that time
     * @throws IOException also when the body is longer; no more of it is read
     */
    public static WholeResponse send(HttpClient http, HttpRequest request, long mostBytes)
            throws IOException, InterruptedException {
        Duration time = request.timeout().orElseThrow();
        long end = System.nanoTime() + time.toNanos();
        HttpResponse<ComingText> answer = http.send(
                request, head -> new ComingText(BodyHandlers.ofString().apply(head), mostBytes));
        try {
            return new WholeResponse(
                    answer.statusCode(), answer.headers(), answer.body().waitUntil(end));
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no whole answer within " + time);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        } finally {
            answer.body().stop();
        }
    }

    /** A body that is handed out with the headers, before it has arrived. */
    private static final class ComingText implements BodySubscriber<ComingText> {
        private final BodySubscriber<String> text;
        private final long mostBytes;
        private long bytes;
        private volatile Flow.@Nullable Subscription subscription;

        ComingText(BodySubscriber<String> text, long mostBytes) {
            this.text = text;
            this.mostBytes = mostBytes;
        }

        String waitUntil(long nanoTime) throws InterruptedException, ExecutionException, TimeoutException {
            return text.getBody().toCompletableFuture().get(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        /** Closes the connection of a body that is still to come. */
        void stop() {
            Flow.Subscription open = subscription;
            if (open != null && !text.getBody().toCompletableFuture().isDone()) {
                open.cancel();
            }
        }

        @Override
        public CompletionStage<ComingText> getBody() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            text.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            bytes += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (bytes <= mostBytes) {
                text.onNext(part);
            } else if (!text.getBody().toCompletableFuture().isDone()) {
                stop();
                text.onError(new IOException("the answer is longer than " + mostBytes + " bytes"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.onError(failure);
        }

        @Override
        public void onComplete() {
            text.onComplete();
        }
    }
}
