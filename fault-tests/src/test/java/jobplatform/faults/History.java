package jobplatform.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What every request was answered with, as a file of a line each, and which versions were acknowledged by that. */
final class History implements AutoCloseable {

    private final Map<Flow, Map<Version, Acknowledged>> acknowledged = new EnumMap<>(Flow.class);
    private final AtomicInteger unknown = new AtomicInteger();
    private final PrintWriter file;

    /** An empty one, which is written to that file of that folder. */
    History(Path folder, String name) {
        for (Flow flow : Flow.values()) {
            acknowledged.put(flow, new ConcurrentHashMap<>());
        }
        try {
            Files.createDirectories(folder);
            this.file = new PrintWriter(Files.newBufferedWriter(folder.resolve(name)), true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The write that made that version, begun then, was answered with success. */
    void acknowledged(Flow flow, Version version, Instant begun) {
        of(flow).put(version, new Acknowledged(version, begun));
        note(flow + " " + version + " begun " + begun + " acknowledged");
    }

    /** A write was not answered, or with a failure. */
    void unknown(Flow flow, String what, @Nullable Object why) {
        unknown.incrementAndGet();
        note(flow + " " + what + " unknown: " + why);
    }

    /** Something happened that is no write. */
    void note(String what) {
        file.println(Instant.now() + " " + Thread.currentThread().getName() + " " + what);
    }

    /** The versions of a flow whose write was answered with success. */
    Set<Version> acknowledged(Flow flow) {
        return Set.copyOf(of(flow).keySet());
    }

    /** How many of all flows. */
    int acknowledgedWrites() {
        return acknowledged.values().stream().mapToInt(Map::size).sum();
    }

    /** Those of a flow that were begun after that. */
    List<Version> begunAfter(Flow flow, Instant time) {
        return of(flow).values().stream()
                .filter(write -> write.begun().isAfter(time))
                .map(Acknowledged::version)
                .toList();
    }

    private Map<Version, Acknowledged> of(Flow flow) {
        return Objects.requireNonNull(acknowledged.get(flow));
    }

    int unknownWrites() {
        return unknown.get();
    }

    @Override
    public void close() {
        file.close();
    }

    private record Acknowledged(Version version, Instant begun) {}
}
