package dev.avenant.contracts.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Work on things of which each stands by itself. */
public final class Cores {
    /** From how many things on the other cores are worth being asked. */
    private static final int MANY = 32;

    private Cores() {}

    /**
     * What a function makes of each of the things, in their order. All cores work where the things are many, and each takes
     * the next one when it is done with the one before: some things take a thousand times as long as others, and those often
     * stand side by side. What the function throws, on whichever core, is thrown, and no more things are begun.
     *
     * @param <R> what is made, which is never null
     */
    public static <T, R> List<R> each(List<T> things, Function<T, R> function) {
        if (things.size() < MANY) {
            return things.stream().map(function).toList();
        }
        AtomicReferenceArray<R> made = new AtomicReferenceArray<>(things.size());
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(core -> {
                    for (int i = next.getAndIncrement();
                            i < things.size() && failure.get() == null;
                            i = next.getAndIncrement()) {
                        try {
                            made.set(i, function.apply(things.get(i)));
                        } catch (RuntimeException | Error thrown) {
                            // the pool would throw another one of its kind, without its message
                            failure.compareAndSet(null, thrown);
                        }
                    }
                });
        if (failure.get() instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (failure.get() instanceof Error thrown) {
            throw thrown;
        }
        return IntStream.range(0, things.size()).mapToObj(made::get).toList();
    }
}
