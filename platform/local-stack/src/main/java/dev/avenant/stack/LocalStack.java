package dev.avenant.stack;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.ComponentStatus;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
import dev.avenant.stack.internal.ComponentFactory;
import dev.avenant.stack.internal.Folders;
import dev.avenant.stack.internal.ManagedProcess;
import dev.avenant.stack.internal.PostgresLifecycle;
import dev.avenant.stack.internal.Preflight;
import dev.avenant.stack.internal.Secrets;
import dev.avenant.stack.internal.ShutdownSequence;
import dev.avenant.stack.internal.StackLock;
import dev.avenant.stack.internal.StartupSequence;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What {@code stack.yaml} lists as processes of this machine, each of which can be killed and started alone.
 *
 * <p>Starting looks at ports, disk and earlier processes first, then starts what does not depend on each other at the
 * same time, and returns when everything is ready. When a component fails, what was started is stopped again and the reason
 * is thrown as a {@link StackException}. A process that ends later by itself is reported to the progress listener and
 * stays down until {@link #start(String)} or {@link #restart(String)}. Closing stops each as soon as nothing runs that needs
 * it; so does the end of this JVM, unless it is killed: then the next start in the same folder finds the processes and names
 * them.
 */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final Folders folders;
    private final StackLock lock;
    private final Consumer<String> progress;
    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::closeNow, "stop-the-stack");
    private final StartupSequence start;
    private volatile boolean closing;

    private LocalStack(StackOptions options, Folders folders, StackLock lock, Consumer<String> progress) {
        this.options = options;
        this.folders = folders;
        this.lock = lock;
        this.progress = progress;
        ComponentFactory factory = new ComponentFactory(options, folders);
        for (Component component : options.components()) {
            if (!component.isTask()) {
                processes.put(component.name(), new ManagedProcess(factory.lifecycle(component), folders, progress));
            }
        }
        this.start = new StartupSequence(options, folders, processes, progress);
    }

    /** Starts a stack and says nothing of how it goes. */
    public static LocalStack start(StackOptions options) {
        return start(options, line -> {});
    }

    /**
     * Starts a stack and returns when all of it is ready.
     *
     * @param progress told in one line each what became ready, was stopped or ended; called from several threads
     * @throws StackException when something is in the way or a component does not start; says what to do
     * @throws CancellationException when the JVM is told to end before everything is ready
     */
    public static LocalStack start(StackOptions options, Consumer<String> progress) {
        Folders folders = Folders.of(options);
        folders.create();
        StackLock lock = StackLock.take(folders.run());
        try {
            Preflight.check(options, folders);
            if (options.ephemeral()) {
                Folders.delete(folders.data());
            }
            folders.create();
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
        LocalStack stack = new LocalStack(options, folders, lock, progress);
        Runtime.getRuntime().addShutdownHook(stack.hook);
        try {
            progress.accept("starting " + stack.names() + "; their logs are in " + folders.logs());
            stack.start.run();
        } catch (RuntimeException failed) {
            if (stack.closing) {
                stack.close();
                throw new CancellationException("The stack was stopped while it was starting");
            }
            progress.accept("not everything could be started; stopping the rest");
            stack.close();
            throw failed;
        }
        return stack;
    }

    /** What this stack was started with. */
    public StackOptions options() {
        return options;
    }

    /** What Kafka clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "localhost:" + options.ports().of(first(Component.Type.KAFKA));
    }

    /** The base URL of a component that speaks HTTP. */
    public URI url(String component) {
        return URI.create("http://localhost:" + options.ports().of(component));
    }

    /** How to reach the database of that name. */
    public Database database(String name) {
        return PostgresLifecycle.database(options.ports().of(first(Component.Type.POSTGRES)), name);
    }

    /** The secrets that components of this stack were given: their names, and the file that each is in. */
    public Map<String, Path> secrets() {
        Map<String, Path> files = new LinkedHashMap<>();
        Secrets secrets = new Secrets(folders);
        new ComponentFactory(options, folders).secrets().forEach(name -> files.put(name, secrets.file(name)));
        return files;
    }

    /** The secret of that name. */
    public String secret(String name) {
        return new Secrets(folders).get(name);
    }

    private String first(Component.Type type) {
        return options.definition()
                .first(type)
                .orElseThrow(() -> new StackException("No component of this stack has the type " + type + "."))
                .name();
    }

    /** The process id of a component, or nothing when it does not run. */
    public OptionalLong pid(String component) {
        return process(component).pid();
    }

    /** Starts a component that does not run and waits until it is ready. */
    public void start(String component) {
        uninterrupted(process(component)::start);
    }

    /** Stops one component in order; the others keep running. */
    public void stop(String component) {
        uninterrupted(process(component)::stop);
    }

    /** Stops and starts one component and waits until it is ready; only starts it when it does not run. */
    public void restart(String component) {
        uninterrupted(process(component)::restart);
    }

    /** Ends one component at once, without any code of its own running, as a crash would. */
    public void kill(String component) {
        uninterrupted(process(component)::kill);
    }

    /** How each component stands now, in the order of the table. */
    public List<ComponentStatus> status() {
        List<ComponentStatus> found = new ArrayList<>();
        processes.values().forEach(process -> uninterrupted(() -> found.add(process.status())));
        return found;
    }

    /** Waits until the stack was closed, by whomever. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Stops every process, each as soon as nothing runs that needs it, and returns when all are gone. */
    @Override
    public void close() {
        closeNow();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmEnds) {
            // Then the hook runs already, and finds nothing left to do.
        }
    }

    private void closeNow() {
        synchronized (processes) {
            if (closing) {
                return;
            }
            closing = true;
            start.abandon();
            if (processes.values().stream().anyMatch(ManagedProcess::archivesClasses)) {
                progress.accept("stopping; what the JVMs have loaded is kept, once after a build, for quicker starts");
            }
            try {
                new ShutdownSequence(options.components(), processes).run();
                options.components().forEach(component -> delete(folders.temporary(component.name())));
                folders.deleteEmptyTemporary();
                if (options.ephemeral()) {
                    delete(folders.data());
                }
            } finally {
                lock.close();
                closed.countDown();
            }
        }
    }

    private void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (UncheckedIOException failed) {
            progress.accept(failed.getMessage() + ": " + String.valueOf(failed.getCause()) + "; delete it by hand");
        }
    }

    private ManagedProcess process(String component) {
        ManagedProcess found = processes.get(component);
        if (found == null) {
            throw new StackException(component + " is not part of this stack, which has only " + names() + ".");
        }
        return found;
    }

    private String names() {
        return String.join(", ", processes.keySet());
    }

    private static void uninterrupted(Order order) {
        try {
            order.carryOut();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a process", interrupted);
        }
    }

    @FunctionalInterface
    private interface Order {
        void carryOut() throws InterruptedException;
    }
}
