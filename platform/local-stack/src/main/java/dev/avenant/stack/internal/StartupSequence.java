package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Starts all components of a stack, each as soon as what it needs is ready, and runs the tasks among them. The first
 * failure is thrown at once, without waiting for the others; the caller stops these.
 */
public final class StartupSequence {

    private final List<Component> components;
    private final Map<String, ManagedProcess> processes;
    private final ComponentFactory factory;
    private final Consumer<String> progress;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Process> tasks = new ArrayList<>();
    private boolean isAbandoned;

    /** A start of these processes and of the tasks of that stack, to be run once. */
    public StartupSequence(
            StackOptions options, Folders folders, Map<String, ManagedProcess> processes, Consumer<String> progress) {
        this.components = options.components();
        this.processes = processes;
        this.factory = new ComponentFactory(options, folders);
        this.progress = progress;
    }

    /** Returns when every process is ready and every task is done. */
    public void run() {
        try {
            startAll();
        } finally {
            threads.shutdown();
        }
    }

    /** Ends the tasks that are under way, and begins no more; called when the stack is closed. */
    public synchronized void abandon() {
        isAbandoned = true;
        tasks.forEach(Process::destroyForcibly);
    }

    private void startAll() {
        Map<String, CompletableFuture<Void>> started = new LinkedHashMap<>();
        for (Component component : components) {
            List<CompletableFuture<Void>> needed = component.needs().stream()
                    .map(need -> Objects.requireNonNull(started.get(need), need))
                    .toList();
            Step step = component.isTask()
                    ? () -> run(component)
                    : Objects.requireNonNull(processes.get(component.name()), component.name())::start;
            started.put(component.name(), after(needed, step));
        }
        await(new ArrayList<>(started.values()));
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

    private void run(Component task) throws IOException, InterruptedException {
        JavaProgram program = factory.task(task);
        ProcessSpec spec = factory.process(program, task);
        Process running = start(task, spec);
        if (running.waitFor() != 0) {
            throw new StackException(task + " ended with exit code " + running.exitValue() + ". The end of its log, "
                    + spec.log() + ":" + LogFile.end(spec.log()));
        }
        program.ended();
        progress.accept(task + " is done");
    }

    private synchronized Process start(Component task, ProcessSpec spec) throws IOException {
        if (isAbandoned) {
            throw new StackException(task + " is not started: the stack is being stopped");
        }
        Process started = spec.start();
        tasks.add(started);
        return started;
    }

    private static void await(List<CompletableFuture<Void>> all) {
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
