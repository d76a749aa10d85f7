package dev.avenant.stack;

import dev.avenant.stack.internal.Folders;
import dev.avenant.stack.internal.Parts;
import dev.avenant.stack.internal.Preflight;
import dev.avenant.stack.internal.StackLock;
import dev.avenant.stack.internal.Start;
import dev.avenant.stack.internal.Supervised;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The whole platform as processes of this machine: Kafka, PostgreSQL, the registry with the contracts in it, the
 * services and the console. Each process can be killed and started alone.
 *
 * <p>Starting looks at ports, disk and earlier processes first, then starts what does not depend on each other at the
 * same time, and returns when everything is ready. When a part fails, what was started is stopped again and the reason
 * is thrown as a {@link StackException}. A process that ends later by itself is reported to the progress listener and
 * stays down until {@link #start(Part)} or {@link #restart(Part)}. Closing stops the newest first; so does the end of
 * this JVM, unless it is killed: then the next start in the same folder finds the processes and names them.
 */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final Folders folders;
    private final StackLock lock;
    private final Map<Part, Supervised> parts = new EnumMap<>(Part.class);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::closeNow, "stop-the-stack");
    private final Start start;
    private volatile boolean closing;

    private LocalStack(StackOptions options, Folders folders, StackLock lock, Consumer<String> progress) {
        this.options = options;
        this.folders = folders;
        this.lock = lock;
        Parts programs = new Parts(options, folders);
        for (Part part : options.parts()) {
            parts.put(part, new Supervised(programs.component(part), folders, progress));
        }
        this.start = new Start(options, folders, parts, progress);
    }

    /** Starts a stack and says nothing of how it goes. */
    public static LocalStack start(StackOptions options) {
        return start(options, line -> {});
    }

    /**
     * Starts a stack and returns when all of it is ready.
     *
     * @param progress told in one line each what became ready, was stopped or ended; called from several threads
     * @throws StackException when something is in the way or a part does not start; says what to do
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
        return "localhost:" + options.ports().of(Part.KAFKA);
    }

    /** The base URL of a part that speaks HTTP. */
    public URI url(Part part) {
        return URI.create("http://localhost:" + options.ports().of(part));
    }

    /** How to reach a service's database; the names are {@code user_service} and {@code job_service}. */
    public Database database(String name) {
        return Parts.database(options.ports(), name);
    }

    /**
     * What a JDBC client needs.
     *
     * @param jdbcUrl where it is
     * @param user who may do everything in it
     * @param password the user's
     */
    public record Database(String jdbcUrl, String user, String password) {}

    /** The process id of a part, or nothing when it does not run. */
    public OptionalLong pid(Part part) {
        return supervised(part).pid();
    }

    /** Starts a part that does not run and waits until it is ready. */
    public void start(Part part) {
        uninterrupted(supervised(part)::start);
    }

    /** Stops one part in order; the others keep running. */
    public void stop(Part part) {
        uninterrupted(supervised(part)::stop);
    }

    /** Stops and starts one part and waits until it is ready; only starts it when it does not run. */
    public void restart(Part part) {
        uninterrupted(supervised(part)::restart);
    }

    /** Ends one part at once, without any code of its own running, as a crash would. */
    public void kill(Part part) {
        uninterrupted(supervised(part)::kill);
    }

    /** How each part stands now, in the order of the table. */
    public List<PartStatus> status() {
        List<PartStatus> found = new ArrayList<>();
        parts.values().forEach(part -> uninterrupted(() -> found.add(part.status())));
        return found;
    }

    /** Waits until the stack was closed, by whomever. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Stops every process, the newest first, and returns when all are gone. */
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
        synchronized (parts) {
            if (closing) {
                return;
            }
            closing = true;
            start.abandon();
            List<Supervised> newestFirst = new ArrayList<>(parts.values());
            newestFirst.sort(Comparator.comparingLong(Supervised::launchNumber).reversed());
            newestFirst.forEach(part -> uninterrupted(part::close));
            if (options.ephemeral()) {
                Folders.delete(folders.data());
            }
            lock.close();
            closed.countDown();
        }
    }

    private Supervised supervised(Part part) {
        Supervised found = parts.get(part);
        if (found == null) {
            throw new StackException(part + " is not part of this stack, which has only " + names() + ".");
        }
        return found;
    }

    private String names() {
        return String.join(", ", parts.keySet().stream().map(Part::id).toList());
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
