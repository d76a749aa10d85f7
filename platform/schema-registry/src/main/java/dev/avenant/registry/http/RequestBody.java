package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Takes the body of a request as it comes in, while no thread waits for it. */
final class RequestBody implements Invocable.Task {

    private final Content.Source source;
    private final int maxBytes;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    private RequestBody(Content.Source source, int maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** The whole body, there at once if it came with the head; one of more than {@code maxBytes} fails with a 413. */
    static CompletableFuture<byte[]> of(Request request, int maxBytes) {
        if (request.getLength() > maxBytes) {
            return CompletableFuture.failedFuture(tooLarge(maxBytes));
        }
        RequestBody body = new RequestBody(request, maxBytes);
        body.run();
        return body.whole;
    }

    private static RestException tooLarge(int maxBytes) {
        return new RestException(413, 413, "The body must have at most " + maxBytes + " bytes");
    }

    /** Takes what is there, and is called again when there is more. */
    @Override
    public void run() {
        while (!whole.isDone()) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whole.completeExceptionally(chunk.getFailure());
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        chunk.release();
        taken.writeBytes(bytes);
        if (taken.size() > maxBytes) {
            whole.completeExceptionally(tooLarge(maxBytes));
        } else if (chunk.isLast()) {
            whole.complete(taken.toByteArray());
        }
    }

    @Override
    public InvocationType getInvocationType() {
        // The thread that reads the sockets may call: nothing here waits.
        return InvocationType.NON_BLOCKING;
    }
}
