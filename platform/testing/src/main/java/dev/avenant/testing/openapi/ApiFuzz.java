package dev.avenant.testing.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every operation of a service at random, by its own OpenAPI document and as everybody, and holds each answer to what is
 * promised: it is one that the document describes, the service never fails, nothing of its inside is told, and nobody is told
 * what is another's.
 *
 * <p>{@code -Davenant.fuzz.requests} is the number of requests, {@code -Davenant.seed} chooses others. The project of the
 * test needs {@code net.jqwik:jqwik-engine}.
 */
public final class ApiFuzz {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFuzz.class);

    private static final int REQUESTS = Integer.getInteger("avenant.fuzz.requests", 250);
    private static final long SEED = Long.getLong("avenant.seed", 20_261_130L);
    private static final int SHOWN = 25;
    private static final int SIZE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STREAM = "text/event-stream";

    /** What tells of the inside of a service: exceptions and their stacks, names of classes, SQL. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception\\b|\\bat [a-z]+(\\.\\w+)+\\(|\\b(org|java|jakarta|tools|com)\\.[a-z]+\\.|\\b[a-z]+(\\.[a-z]+)+\\.[A-Z]\\w"
                    + "|SQLState|PSQL|(?i)\\bselect\\s.+\\sfrom\\s|\\binsert into\\b|\\bconstraint \"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI address;
    private final FuzzScene scene;
    private final ApiDocument document;
    private final Map<String, RandomGenerator<FuzzedRequest>> generators = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();

    /**
     * @param address of the service, ending with a slash
     * @param scene what there is in it
     */
    public ApiFuzz(URI address, FuzzScene scene) {
        this.address = address;
        this.scene = scene;
        this.document = DocumentedTraffic.read(address.resolve("/v3/api-docs"));
    }

    /** Sends all requests, and fails when an answer is not what is promised. */
    public void run() {
        document.faultsOfItself().forEach(fault -> faults.put(fault, ""));
        JqwikSession.run(() -> {
            List<DocumentedOperation> operations = document.operations();
            List<String> callers = scene.callers();
            for (int i = 0; i < REQUESTS && faults.size() < SHOWN; i++) {
                Random random = new Random(SEED * 1_000_003 + i);
                DocumentedOperation operation = operations.get(i % operations.size());
                String caller = callers.get(random.nextInt(callers.size()));
                verify(i, generator(operation, caller).next(random).value());
            }
        });
        LOG.info("{} requests, seed {}: {}", REQUESTS, SEED, statuses);
        if (!faults.isEmpty()) {
            throw new AssertionError("Of " + REQUESTS + " requests with -Davenant.seed=" + SEED
                    + " these were not answered as is promised:"
                    + faults.entrySet().stream()
                            .map(fault -> "%n%s%n  %s".formatted(fault.getKey(), fault.getValue()))
                            .collect(Collectors.joining()));
        }
    }

    private RandomGenerator<FuzzedRequest> generator(DocumentedOperation operation, String caller) {
        return generators.computeIfAbsent(
                operation.name() + ' ' + caller,
                each -> new RequestArbitraries(operation, caller, document.json(), scene)
                        .requests()
                        .generator(SIZE));
    }

    private void verify(int number, FuzzedRequest request) {
        List<String> found = new ArrayList<>();
        Exchange exchange;
        try {
            exchange = send(request, found);
        } catch (IOException broken) {
            faults.putIfAbsent(
                    request.operation().name() + ": no answer: " + broken, "request " + number + ": " + request);
            return;
        }
        statuses.computeIfAbsent(request.operation().name(), each -> new TreeMap<>())
                .merge(exchange.status(), 1, Integer::sum);
        found.addAll(document.faultsOf(exchange));
        if (exchange.status() >= 500 && !(exchange.status() == 503 && scene.mayBeFull(request.operation()))) {
            found.add("the service answers " + exchange.status());
        }
        String answer = exchange.bodyOrNothing();
        if (INSIDE.matcher(answer).find()) {
            found.add("the answer tells of the service's inside");
        }
        found.forEach(fault -> faults.putIfAbsent(
                request.operation().name() + ": " + fault.replaceAll("=[^,]{40,}?, which", "=…, which"),
                "request %d as %s, %s: %s".formatted(number, request.caller(), request.headers(), exchange)));
    }

    private Exchange send(FuzzedRequest request, List<String> found) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        address.resolve(request.path() + (request.query().isEmpty() ? "" : '?' + request.query())))
                .timeout(PATIENCE)
                .method(
                        request.operation().method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            builder.header(name, value);
            headers.put(name.toLowerCase(Locale.ROOT), value);
        });
        @Nullable String token = scene.accessToken(request.caller());
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
            headers.put("authorization", "Bearer");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(builder.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        String type = response.headers()
                .firstValue("Content-Type")
                .map(value -> value.split(";", 2)[0].strip())
                .orElse(null);
        @Nullable String body;
        try (InputStream stream = response.body()) {
            body = STREAM.equals(type) ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Exchange exchange = new Exchange(
                request.operation().method(),
                request.path(),
                request.query().isEmpty() ? null : request.query(),
                headers,
                request.body() == null ? "" : request.body(),
                response.statusCode(),
                type,
                body);
        scene.toldWrongly(
                        request.caller(),
                        exchange.bodyOrNothing() + response.headers().map())
                .forEach(secret -> found.add("the answer tells " + request.caller() + " of " + secret));
        return exchange;
    }
}
