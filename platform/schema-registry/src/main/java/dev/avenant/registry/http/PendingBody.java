package dev.avenant.registry.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Thrown to give back the thread of a request whose body is not there yet; the request goes on when it is. */
final class PendingBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<byte[]> body;
    private final transient Rest rest;

    /** What is left to do for a request, once its body is known. */
    @FunctionalInterface
    interface Rest {
        ApiResponse answer(byte[] body) throws IOException;
    }

    /** What is left to do for a request. */
    @FunctionalInterface
    interface Step {
        ApiResponse answer() throws IOException;
    }

    private PendingBody(CompletableFuture<byte[]> body, Rest rest) {
        super(null, null, false, false);
        this.body = body;
        this.rest = rest;
    }

    /** Does the rest with a body that is there, and throws this for one that is not. */
    static ApiResponse with(CompletableFuture<byte[]> body, Rest rest) throws IOException {
        if (body.isDone()) {
            return rest.answer(bytes(body));
        }
        throw new PendingBody(body, rest);
    }

    /** Has the rest done by a thread of that executor as soon as the body is there, or will never be. */
    void whenThere(Executor executor, Consumer<Step> goOn) {
        var unused = body.whenCompleteAsync((bytes, failure) -> goOn.accept(() -> rest.answer(bytes(body))), executor);
    }

    private static byte[] bytes(CompletableFuture<byte[]> body) throws IOException {
        try {
            return body.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IOException(failed.getCause());
        }
    }
}
