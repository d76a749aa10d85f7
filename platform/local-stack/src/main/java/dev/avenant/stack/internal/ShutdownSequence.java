package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stops all components of a stack, each as soon as nothing runs any more that needs it. */
public final class ShutdownSequence {

    private final List<Component> components;
    private final Map<String, ManagedProcess> processes;

    /**
     * @param components in the order of the definition, where each needs only what stands before it
     * @param processes those of the components that are no tasks, by name
     */
    public ShutdownSequence(List<Component> components, Map<String, ManagedProcess> processes) {
        this.components = components;
        this.processes = processes;
    }

    /** Returns when no process runs any more. What cannot be stopped keeps nothing else from being stopped. */
    public void run() {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stop");
            thread.setDaemon(true);
            return thread;
        });
        try {
            stopAll(threads);
        } finally {
            threads.shutdown();
        }
    }

    private void stopAll(ExecutorService threads) {
        Map<String, CompletableFuture<Void>> stopped = new LinkedHashMap<>();
        for (int index = components.size() - 1; index >= 0; index--) {
            Component component = components.get(index);
            CompletableFuture<?>[] needing = components.stream()
                    .filter(other -> other.needs().contains(component.name()))
                    .map(other -> Objects.requireNonNull(stopped.get(other.name()), other.name()))
                    .toArray(CompletableFuture[]::new);
            stopped.put(
                    component.name(),
                    CompletableFuture.allOf(needing)
                            .handle((nothing, failed) -> null)
                            .thenRunAsync(() -> stop(component), threads));
        }
        try {
            CompletableFuture.allOf(new ArrayList<>(stopped.values()).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw failed;
        }
    }

    private void stop(Component component) {
        ManagedProcess process = processes.get(component.name());
        if (process == null) {
            return;
        }
        try {
            process.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while stopping " + component.name(), interrupted);
        }
    }
}
