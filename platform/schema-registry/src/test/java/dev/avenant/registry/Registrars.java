package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Clients that register schemas while registries fail, ask for each that was acknowledged, and write down what they hear, one
 * line each. A registration that was not answered is tried again, at the next registry. They begin when a registry leads.
 */
final class Registrars implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ANSWER_MILLIS = 3_000;
    private static final Duration BACKOFF = Duration.ofMillis(50);

    private final RegistryProcesses registries;
    private final PrintWriter history;
    private final ExecutorService clients;
    private final List<Future<?>> running = new ArrayList<>();
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Registration> unseen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger nextSchema = new AtomicInteger();

    private record Acknowledged(Registration registration, long begunNanos, long answeredNanos) {}

    private Registrars(RegistryProcesses registries, int count, Path history) throws IOException {
        Files.createDirectories(history.getParent());
        this.registries = registries;
        this.history = new PrintWriter(Files.newBufferedWriter(history), true);
        this.clients = Executors.newFixedThreadPool(count);
    }

    static Registrars start(int count, RegistryProcesses registries, Path history) throws IOException {
        Registrars registrars = new Registrars(registries, count, history);
        registries.awaitLeader();
        for (int i = 0; i < count; i++) {
            int client = i;
            registrars.running.add(registrars.clients.submit(() -> registrars.registerUntilOver(client)));
        }
        return registrars;
    }

    private void registerUntilOver(int client) {
        int round = client;
        while (!over.get()) {
            // Every fourth registration puts a schema that exists under another subject.
            int schema = round % 4 == 0 ? Math.max(0, nextSchema.get() - 5) : nextSchema.getAndIncrement();
            String subject = "subject-" + client + "-" + round;
            for (boolean done = false; !done && !over.get(); ) {
                done = register(registries.url(round++), subject, schema);
                if (!done) {
                    LockSupport.parkNanos(BACKOFF.toNanos());
                }
            }
        }
    }

    private boolean register(URI url, String subject, int schema) {
        long begun = System.nanoTime();
        String path = "/subjects/" + subject + "/versions";
        try {
            byte[] body = Transcript.JSON.writeValueAsBytes(Map.of("schema", Registration.text(schema)));
            RawHttp.Reply reply =
                    RawHttp.send(url, "POST", path, Map.of("Content-Type", "application/json"), body, ANSWER_MILLIS);
            if (reply.status() != 200) {
                note("unknown " + subject + " schema " + schema + ": " + reply.status());
                return false;
            }
            JsonNode answer = Transcript.JSON.readTree(reply.body());
            Registration registration = new Registration(
                    subject,
                    answer.path("version").asInt(),
                    schema,
                    answer.path("id").asInt());
            note("acknowledged " + registration);
            acknowledged.add(new Acknowledged(registration, begun, System.nanoTime()));
            synchronized (acknowledged) {
                acknowledged.notifyAll();
            }
            lookFor(registration, url);
            return true;
        } catch (IOException killedOrFrozen) {
            note("unknown " + subject + " schema " + schema + ": " + killedOrFrozen.getMessage());
            return false;
        }
    }

    /** Who was answered by a registry finds there what it registered. */
    private void lookFor(Registration registration, URI url) {
        try {
            RawHttp.Reply reply = RawHttp.send(
                    url,
                    "GET",
                    "/subjects/" + registration.subject() + "/versions/" + registration.version(),
                    Map.of(),
                    null,
                    ANSWER_MILLIS);
            if (reply.status() == 404) {
                note("unseen " + registration);
                unseen.add(registration);
            }
        } catch (IOException killedOrFrozen) {
            note("not asked for " + registration.subject());
        }
    }

    /** Writes down what happens besides. */
    void note(String what) {
        synchronized (history) {
            history.println(Instant.now() + " " + what);
        }
    }

    /** Waits for so many acknowledgements more. */
    void awaitMore(int count) throws InterruptedException {
        int wanted = acknowledged.size() + count;
        awaitUntil(() -> acknowledged.size() >= wanted, "only " + acknowledged.size() + " of " + wanted);
    }

    /** How long it took from a moment until a registration was acknowledged that was begun after it. */
    Duration recovery(long sinceNanos) throws InterruptedException {
        awaitUntil(() -> acknowledged.stream().anyMatch(one -> one.begunNanos() > sinceNanos), "none since a fault");
        return Duration.ofNanos(acknowledged.stream()
                        .filter(one -> one.begunNanos() > sinceNanos)
                        .mapToLong(Acknowledged::answeredNanos)
                        .min()
                        .orElseThrow()
                - sinceNanos);
    }

    private void awaitUntil(BooleanSupplier reached, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (acknowledged) {
            while (!reached.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                assertThat(left)
                        .as("Registrations acknowledged within %s: %s", PATIENCE, otherwise)
                        .isPositive();
                acknowledged.wait(left);
            }
        }
    }

    /** Ends them, and throws what a client failed of. */
    void stop() throws InterruptedException, ExecutionException {
        over.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        for (Future<?> client : running) {
            client.get();
        }
    }

    List<Registration> acknowledged() {
        return acknowledged.stream().map(Acknowledged::registration).toList();
    }

    List<Registration> unseen() {
        return List.copyOf(unseen);
    }

    @Override
    public void close() {
        over.set(true);
        clients.shutdownNow();
        history.close();
    }
}
