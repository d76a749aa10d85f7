package dev.avenant.compatibility.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
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
        Extent a = Extent.of(first);
        Extent b = Extent.of(second);
        boolean cyclic = a.cyclic && b.cyclic;
        long depth = cyclic ? (long) a.nodes * b.nodes : Math.max(a.depth, b.depth);
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

    /**
     * How far a schema goes, found without recursion.
     *
     * @param nodes records, enums, unions and other types
     * @param depth the longest way in that a search found
     * @param cyclic whether some type holds itself
     */
    private record Extent(int nodes, int depth, boolean cyclic) {
        static Extent of(Schema root) {
            Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Set<Schema> above = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Schema> path = new ArrayDeque<>();
            Deque<Iterator<Schema>> open = new ArrayDeque<>();
            int depth = 1;
            boolean cyclic = false;
            seen.add(root);
            above.add(root);
            path.push(root);
            open.push(parts(root).iterator());
            while (!open.isEmpty()) {
                Iterator<Schema> rest = open.peek();
                if (!rest.hasNext()) {
                    open.pop();
                    above.remove(path.pop());
                    continue;
                }
                Schema next = rest.next();
                cyclic |= above.contains(next);
                if (seen.add(next)) {
                    above.add(next);
                    path.push(next);
                    open.push(parts(next).iterator());
                    depth = Math.max(depth, path.size());
                }
            }
            return new Extent(seen.size(), depth, cyclic);
        }

        private static List<Schema> parts(Schema schema) {
            return switch (schema.getType()) {
                case RECORD ->
                    schema.getFields().stream().map(Schema.Field::schema).toList();
                case UNION -> schema.getTypes();
                case ARRAY -> List.of(schema.getElementType());
                case MAP -> List.of(schema.getValueType());
                default -> List.of();
            };
        }
    }
}
