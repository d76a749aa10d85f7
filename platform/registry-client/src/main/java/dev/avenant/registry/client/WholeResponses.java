package dev.avenant.registry.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the whole of an answer. The time that a request of {@link HttpClient} is given ends with the headers, and a
 * server that sends no more than those would be waited for without end.
 */
public final class WholeResponses {
    private WholeResponses() {}

    /**
     * Sends a request and reads the answer as text.
     *
     * @param request its {@linkplain HttpRequest#timeout() time} is for the answer with its body
     * @throws HttpTimeoutException when the answer was not there in that time
     */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        Duration time = request.timeout().orElseThrow();
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no whole answer within " + time);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
