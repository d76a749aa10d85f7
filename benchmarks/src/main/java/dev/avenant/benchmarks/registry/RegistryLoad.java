package dev.avenant.benchmarks.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints requests per second and percentiles for reads by id, look-ups and registrations, for a registry at any URL, so that
 * two can be compared in one run: {@code RegistryLoad <url> [connections] [seconds]}. It leaves its subjects, named {@code
 * load-…}, behind. Each kind of request first runs for a third of its time unmeasured.
 */
public final class RegistryLoad {

    private static final int DEFAULT_CONNECTIONS = 16;
    private static final int DEFAULT_SECONDS = 10;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final AtomicInteger next = new AtomicInteger();

    private RegistryLoad(URI url) {
        this.url = url;
    }

    /** Makes the next request. */
    private interface Requests {
        HttpRequest next();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println(
                    "Say which registry: RegistryLoad <url> [connections, at most 64] [seconds, at most 60]");
            System.exit(2);
        }
        int connections = number(arguments, 1, DEFAULT_CONNECTIONS, MOST_CONNECTIONS);
        int seconds = number(arguments, 2, DEFAULT_SECONDS, MOST_SECONDS);
        new RegistryLoad(URI.create(arguments[0])).run(connections, seconds);
    }

    private static int number(String[] arguments, int at, int otherwise, int most) {
        return arguments.length > at ? Math.min(most, Math.max(1, Integer.parseInt(arguments[at]))) : otherwise;
    }

    private void run(int connections, int seconds) throws Exception {
        String body = client.send(registration(), HttpResponse.BodyHandlers.ofString())
                .body();
        String id = body.replaceAll("(?s).*\"id\"\\s*:\\s*(\\d+).*", "$1");
        String known = "load-" + run + "-0";
        System.out.printf(
                Locale.ROOT, "%-24s %12s %9s %9s %9s %8s%n", url, "requests/s", "p50 ms", "p99 ms", "max ms", "errors");
        measure("read by id", connections, seconds, () -> get("/schemas/ids/" + id));
        measure("look up", connections, seconds, () -> post("/subjects/" + known, schema(0)));
        measure("register, 1 client", 1, seconds, this::registration);
        measure("register, 8 clients", Math.min(8, connections), seconds, this::registration);
    }

    private HttpRequest registration() {
        int number = next.getAndIncrement();
        return post("/subjects/load-" + run + "-" + number + "/versions", schema(number));
    }

    private String schema(int number) {
        String text = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Load" + run + number
                + "\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
                + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"long\\\"}]}";
        return "{\"schema\":\"" + text + "\"}";
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build();
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void measure(String name, int connections, int seconds, Requests requests)
            throws ExecutionException, InterruptedException {
        load(connections, Duration.ofSeconds(seconds).dividedBy(3), requests);
        long[] nanos = load(connections, Duration.ofSeconds(seconds), requests);
        long errors = Arrays.stream(nanos).filter(one -> one < 0).count();
        long[] good = Arrays.stream(nanos).filter(one -> one >= 0).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-24s %12.0f %9.2f %9.2f %9.2f %8d%n",
                name,
                good.length / (double) seconds,
                percentile(good, 0.5),
                percentile(good, 0.99),
                percentile(good, 1),
                errors);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / 1e6;
    }

    private long[] load(int connections, Duration duration, Requests requests)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(clients.submit(() -> requestUntil(end, requests)));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> one : running) {
                all.addAll(one.get());
            }
            return all.stream().mapToLong(Long::longValue).toArray();
        } finally {
            clients.shutdownNow();
        }
    }

    private List<Long> requestUntil(long end, Requests requests) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            try {
                int status = client.send(requests.next(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                nanos.add(status == 200 ? System.nanoTime() - begin : -1);
            } catch (IOException failed) {
                nanos.add(-1L);
            }
        }
        return nanos;
    }
}
