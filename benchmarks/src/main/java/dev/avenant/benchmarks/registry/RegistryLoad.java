package dev.avenant.benchmarks.registry;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Prints requests per second and percentiles for reads by id, look-ups and registrations, for registries at any URLs, one
 * after the other, so that two can be compared in one run: {@code RegistryLoad [-c connections] [-s seconds] <url>…}. It
 * leaves its subjects, named {@code load-…}, behind. Each kind of request first runs for as long unmeasured.
 */
public final class RegistryLoad {

    private static final int DEFAULT_CONNECTIONS = 16;
    private static final int DEFAULT_SECONDS = 5;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_SECONDS = 60;
    private static final int SOME_CLIENTS = 8;

    private final URI url;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final AtomicInteger next = new AtomicInteger();

    private RegistryLoad(URI url) {
        this.url = url;
    }

    public static void main(String[] arguments) throws Exception {
        int connections = DEFAULT_CONNECTIONS;
        int seconds = DEFAULT_SECONDS;
        List<URI> urls = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-c" -> connections = number(arguments, ++i, MOST_CONNECTIONS);
                case "-s" -> seconds = number(arguments, ++i, MOST_SECONDS);
                default -> urls.add(URI.create(arguments[i]));
            }
        }
        if (urls.isEmpty()) {
            System.err.println("Say which registries: RegistryLoad [-c connections, at most " + MOST_CONNECTIONS
                    + "] [-s seconds, at most " + MOST_SECONDS + "] <url>...");
            System.exit(2);
        }
        for (URI url : urls) {
            new RegistryLoad(url).run(connections, seconds);
        }
    }

    private static int number(String[] arguments, int at, int most) {
        return at < arguments.length ? Math.min(most, Math.max(1, Integer.parseInt(arguments[at]))) : most;
    }

    private void run(int connections, int seconds) throws Exception {
        int known = next.get();
        byte[] first = registration();
        String id;
        String highest;
        try (Connection connection = new Connection(url)) {
            id = field(connection.send(first, true).body(), "id");
            highest = field(
                    connection
                            .send(get("/schemas/ids/" + id + "?fetchMaxId=true"), true)
                            .body(),
                    "maxId");
        }
        int most = Integer.parseInt(highest);
        byte[] one = get("/schemas/ids/" + id);
        byte[] lookUp = post("/subjects/load-" + run + "-" + known, schema(known));
        System.out.printf(
                Locale.ROOT,
                "%-26s %12s %8s %8s %8s %8s %8s %7s%n",
                url,
                "requests/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "errors");
        measure("read by id", connections, seconds, () -> one);
        measure("read by any of " + most + " ids", connections, seconds, () -> get("/schemas/ids/" + any(most)));
        measure("look up", connections, seconds, () -> lookUp);
        measure("register, 1 client", 1, seconds, this::registration);
        measure("register, " + SOME_CLIENTS + " clients", SOME_CLIENTS, seconds, this::registration);
    }

    private static int any(int most) {
        return 1 + ThreadLocalRandom.current().nextInt(most);
    }

    private static String field(String body, String name) {
        String value = body.replaceAll("(?s).*\"" + name + "\"\\s*:\\s*(\\d+).*", "$1");
        if (value.equals(body)) {
            throw new IllegalStateException("The registry answered without " + name + ": " + body);
        }
        return value;
    }

    private byte[] registration() {
        int number = next.getAndIncrement();
        return post("/subjects/load-" + run + "-" + number + "/versions", schema(number));
    }

    private String schema(int number) {
        String text = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Load" + run + number
                + "\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
                + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"long\\\"}]}";
        return "{\"schema\":\"" + text + "\"}";
    }

    private byte[] get(String path) {
        return RegistryRequest.get(url, path);
    }

    private byte[] post(String path, String body) {
        return RegistryRequest.post(url, path, body);
    }

    private void measure(String name, int connections, int seconds, Supplier<byte[]> requests)
            throws ExecutionException, InterruptedException {
        load(connections, Duration.ofSeconds(seconds), requests);
        long[] nanos = load(connections, Duration.ofSeconds(seconds), requests);
        long[] good = Arrays.stream(nanos).filter(one -> one >= 0).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-26s %12.0f %8.2f %8.2f %8.2f %8.2f %8.2f %7d%n",
                name,
                good.length / (double) seconds,
                percentile(good, 0.5),
                percentile(good, 0.95),
                percentile(good, 0.99),
                percentile(good, 0.999),
                percentile(good, 1),
                nanos.length - good.length);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / 1e6;
    }

    private long[] load(int connections, Duration duration, Supplier<byte[]> requests)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(clients.submit(() -> requestUntil(end, requests)));
            }
            LongStream all = LongStream.empty();
            for (Future<long[]> one : running) {
                all = LongStream.concat(all, Arrays.stream(one.get()));
            }
            return all.toArray();
        } finally {
            clients.shutdownNow();
        }
    }

    /** How long each request took, in nanoseconds; -1 for one that failed. */
    private long[] requestUntil(long end, Supplier<byte[]> requests) throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        try (Connection connection = new Connection(url)) {
            while (System.nanoTime() < end) {
                byte[] request = requests.get();
                long begin = System.nanoTime();
                try {
                    int status = connection.send(request, false).status();
                    nanos.add(status == 200 ? System.nanoTime() - begin : -1);
                } catch (IOException failed) {
                    nanos.add(-1);
                }
            }
        }
        return nanos.build().toArray();
    }
}
