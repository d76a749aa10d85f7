package dev.avenant.stack.internal;

import dev.avenant.stack.Part;
import dev.avenant.stack.StackException;
import dev.avenant.stack.StackOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts all parts of a stack, each as soon as what it needs is ready, and the contracts between the registry and the
 * services. The first failure is thrown at once, without waiting for the others; the caller stops these.
 */
public final class Start {

    private final Map<Part, Supervised> parts;
    private final Parts programs;
    private final Consumer<String> progress;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable Process push;

    /** A start of these parts, to be run once. */
    public Start(StackOptions options, Folders folders, Map<Part, Supervised> parts, Consumer<String> progress) {
        this.parts = parts;
        this.programs = new Parts(options, folders);
        this.progress = progress;
    }

    /** Returns when every part is ready. */
    public void run() {
        try {
            startAll();
        } finally {
            threads.shutdown();
        }
    }

    /** Ends what the start itself has begun and is not a part; called when the stack is closed. */
    public void abandon() {
        Process current = push;
        if (current != null) {
            current.destroyForcibly();
        }
    }

    private void startAll() {
        Map<Part, CompletableFuture<Void>> started = new EnumMap<>(Part.class);
        CompletableFuture<Void> contracts = CompletableFuture.completedFuture(null);
        for (Part part : Part.values()) {
            Supervised supervised = parts.get(part);
            if (supervised == null) {
                continue;
            }
            List<CompletableFuture<Void>> needed = new ArrayList<>();
            part.needs().forEach(need -> needed.add(Objects.requireNonNull(started.get(need), need.id())));
            if (part == Part.USER_SERVICE || part == Part.JOB_SERVICE) {
                needed.add(contracts);
            }
            CompletableFuture<Void> done = after(needed, supervised::start);
            started.put(part, done);
            if (part == Part.REGISTRY) {
                contracts = after(List.of(done), this::pushContracts);
            }
        }
        await(started, contracts);
    }

    private CompletableFuture<Void> after(List<CompletableFuture<Void>> needed, Step step) {
        return CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new))
                .thenRunAsync(() -> carryOut(step), threads);
    }

    private static void carryOut(Step step) {
        try {
            step.carryOut();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting", interrupted);
        } catch (IOException failed) {
            throw new StackException("A process could not be started: " + Folders.reason(failed), failed);
        }
    }

    private void pushContracts() throws IOException, InterruptedException {
        JavaProgram program = programs.contracts();
        Launch launch = programs.launch(program, "contracts");
        Process running = launch.start();
        push = running;
        if (running.waitFor() != 0) {
            throw new StackException("The contracts could not be pushed (exit code " + running.exitValue()
                    + "). The end of " + launch.log() + ":" + LogFile.end(launch.log()));
        }
        program.ended();
        progress.accept("the contracts are in the registry and their topics exist");
    }

    private static void await(Map<Part, CompletableFuture<Void>> started, CompletableFuture<Void> contracts) {
        List<CompletableFuture<Void>> all = new ArrayList<>(started.values());
        all.add(contracts);
        CompletableFuture<Void> failed = new CompletableFuture<>();
        for (CompletableFuture<Void> one : all) {
            CompletableFuture<Void> unused = one.whenComplete((nothing, reason) -> {
                if (reason != null) {
                    failed.completeExceptionally(reason);
                }
            });
        }
        CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(done, failed).join();
        } catch (CompletionException reason) {
            Throwable cause = reason.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof StackException refusal) {
                throw refusal;
            }
            throw reason;
        }
    }

    @FunctionalInterface
    private interface Step {
        void carryOut() throws IOException, InterruptedException;
    }
}
