package dev.avenant.benchmarks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobplatform.job.events.JobCreated;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes jobs on a stack that runs, and prints how long search-service takes to know them, to search them, and to
 * rebuild its index, as the administrator whose password is in {@code ADMINISTRATOR_PASSWORD}: {@code SearchLoad [jobs]
 * [search-service] [bootstrap servers] [registry] [user-service]}. The jobs stay.
 */
public final class SearchLoad {

    private static final String TOPIC = "job-events";
    private static final int SEARCHES = 2_000;
    private static final int WARM_UP = 500;
    private static final long SEED = 20260301;
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
    private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final GeneratedJobs generated = new GeneratedJobs(SEED);

    private SearchLoad(String service) {
        this.service = service;
    }

    /** Starts it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        String service = arguments.length > 1 ? arguments[1] : "http://localhost:8004";
        String kafka = arguments.length > 2 ? arguments[2] : "localhost:9092";
        String registry = arguments.length > 3 ? arguments[3] : "http://localhost:8081";
        String users = arguments.length > 4 ? arguments[4] : "http://localhost:8001";
        SearchLoad load = new SearchLoad(service);
        load.fill(jobs, kafka, registry);
        load.search();
        load.rebuild(users);
    }

    private void fill(int jobs, String kafka, String registry) throws IOException, InterruptedException {
        long before = total();
        long start = System.nanoTime();
        try (KafkaProducer<String, Object> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                kafka,
                "key.serializer",
                "org.apache.kafka.common.serialization.StringSerializer",
                "value.serializer",
                "dev.avenant.serde.KafkaAvroSerializer",
                "schema.registry.url",
                registry,
                "auto.register.schemas",
                false,
                "avro.remove.java.properties",
                true,
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"))) {
            for (int i = 0; i < jobs; i++) {
                var unused = producer.send(record(generated.job()));
            }
        }
        report("published", jobs, start);
        while (total() < before + jobs) {
            Thread.sleep(200);
        }
        report("found by the listeners since the first was published", jobs, start);
    }

    private static ProducerRecord<String, Object> record(JobCreated job) {
        ProducerRecord<String, Object> record =
                new ProducerRecord<>(TOPIC, job.getJobId().toString(), job);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        job.getSchema().getFullName(),
                        "ce_source",
                        "load")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private void search() throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            get("/api/search/jobs?" + generated.query());
        }
        long[] nanos = new long[SEARCHES];
        for (int i = 0; i < SEARCHES; i++) {
            String query = generated.query();
            long start = System.nanoTime();
            get("/api/search/jobs?" + query);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        print(
                "%d searches, one after the other: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
                SEARCHES, millis(nanos, 0.5), millis(nanos, 0.95), millis(nanos, 0.99));
    }

    private void rebuild(String users) throws IOException, InterruptedException {
        long total = total();
        String token = administratorsToken(users);
        long start = System.nanoTime();
        int status =
                send(index(token).POST(HttpRequest.BodyPublishers.noBody())).statusCode();
        if (status != 202) {
            throw new IllegalStateException("The index is not rebuilt: " + status);
        }
        String report = send(index(token)).body();
        while (report.contains("RUNNING")) {
            if (total() != total) {
                throw new IllegalStateException("The search does not answer as before");
            }
            Thread.sleep(200);
            report = send(index(token)).body();
        }
        report("rebuilt, answering meanwhile: " + report, total, start);
    }

    private HttpRequest.Builder index(String token) {
        return HttpRequest.newBuilder(URI.create(service + "/actuator/searchindex"))
                .header("Authorization", "Bearer " + token);
    }

    private String administratorsToken(String users) throws IOException, InterruptedException {
        String password = System.getenv("ADMINISTRATOR_PASSWORD");
        if (password == null) {
            throw new IllegalStateException(
                    "ADMINISTRATOR_PASSWORD is not set, and only administrators rebuild the index");
        }
        String body = send(HttpRequest.newBuilder(URI.create(users + "/api/auth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"username\":\"administrator\",\"password\":\"" + password + "\"}")))
                .body();
        Matcher matcher = TOKEN.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("The administrator cannot sign in: " + body);
        }
        return matcher.group(1);
    }

    private long total() throws IOException, InterruptedException {
        Matcher matcher = TOTAL.matcher(get("/api/search/jobs?size=1"));
        if (!matcher.find()) {
            throw new IllegalStateException("The answer has no total");
        }
        return Long.parseLong(matcher.group(1));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(service + path)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) (share * sorted.length)] / 1e6;
    }

    private static void report(String what, long jobs, long start) {
        print("%d jobs %s: %.1f s", jobs, what, (System.nanoTime() - start) / 1e9);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
