package dev.avenant.compatibility.internal;

import dev.avenant.schema.SchemaExtent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Runs recursive work on schemas with a stack that suffices for them. Avro recurs into a schema as deep as it goes, and
 * two recursive schemas together can go as deep as the product of their sizes; so what looks deep gets a thread of its
 * own with a large stack, of which only the part that is used takes memory.
 */
public final class DeepStack {
    private static final int ORDINARY_DEPTH = 150;
    private static final long LARGE_STACK_BYTES = 512L * 1024 * 1024;

    private DeepStack() {}

    /**
     * Runs the work.
     *
     * @param tooDeep the answer when even the large stack does not suffice
     */
    public static <T> T run(Schema first, Schema second, Supplier<T> work, Supplier<T> tooDeep) {
        SchemaExtent a = SchemaExtent.of(List.of(first));
        SchemaExtent b = SchemaExtent.of(List.of(second));
        boolean cyclic = a.cyclic() && b.cyclic();
        long depth = cyclic ? (long) a.types() * b.types() : Math.max(a.depth(), b.depth());
        if (depth <= ORDINARY_DEPTH) {
            try {
                return work.get();
            } catch (StackOverflowError e) {
                return withLargeStack(work, tooDeep);
            }
        }
        return withLargeStack(work, tooDeep);
    }

    @SuppressWarnings("Interruption") // the caller's interrupt must not be lost, and the work ends by itself
    private static <T> T withLargeStack(Supplier<T> work, Supplier<T> tooDeep) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        answer.complete(work.get());
                    } catch (StackOverflowError e) {
                        answer.complete(tooDeep.get());
                    } catch (RuntimeException | Error e) {
                        answer.completeExceptionally(e);
                    }
                },
                "avenant-deep-schema",
                LARGE_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
