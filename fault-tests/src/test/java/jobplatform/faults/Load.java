package jobplatform.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes without a pause, each thread to users of its own: registers employers, then changes them again and again, and
 * remembers which versions were acknowledged. A write whose answer is missing is looked up, and not counted as
 * acknowledged.
 */
final class Load {

    private static final int THREADS = 4;
    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI users;
    private final int usersOfAThread;
    private final Set<Version> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unknown = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Load(URI userService, int users, long seed) {
        this.users = userService.resolve("/api/users");
        this.usersOfAThread = Math.max(1, users / THREADS);
        for (int number = 0; number < THREADS; number++) {
            Random random = new Random(seed + number);
            Thread thread = new Thread(() -> write(random), "load-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** The versions whose write was answered with success. */
    Set<Version> acknowledged() {
        return acknowledged;
    }

    /** How many writes were not answered, or with a failure. */
    int unknown() {
        return unknown.get();
    }

    private void write(Random random) {
        List<Version> own = new ArrayList<>();
        while (!stopped) {
            try {
                write(own, random);
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void write(List<Version> own, Random random) throws InterruptedException {
        try {
            if (own.isEmpty() || (own.size() < usersOfAThread && random.nextInt(3) == 0)) {
                register(own);
            } else {
                change(own, random.nextInt(own.size()));
            }
        } catch (IOException noAnswer) {
            unknown.incrementAndGet();
        }
    }

    private void register(List<Version> own) throws IOException, InterruptedException {
        String name = "fault-" + UUID.randomUUID().toString().substring(0, 13);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(users)
                .POST(body(Map.of(
                        "username",
                        name,
                        "email",
                        name + "@acme.example",
                        "password",
                        "correct horse",
                        "userType",
                        "EMPLOYER"))));
        if (answer.statusCode() == 201) {
            own.add(acknowledge(answer));
        } else {
            unknown.incrementAndGet();
        }
    }

    /** After a failure the user's version is read, since nobody knows whether the write took place. */
    private void change(List<Version> own, int index) throws IOException, InterruptedException {
        Version before = own.get(index);
        URI user = URI.create(users + "/" + before.user());
        HttpResponse<String> answer = send(HttpRequest.newBuilder(user)
                .method(
                        "PATCH",
                        body(Map.of("version", before.number(), "fullName", "Name " + (before.number() + 1)))));
        if (answer.statusCode() == 200) {
            own.set(index, acknowledge(answer));
            return;
        }
        unknown.incrementAndGet();
        if (answer.statusCode() == 409) {
            HttpResponse<String> current = send(HttpRequest.newBuilder(user).GET());
            if (current.statusCode() == 200) {
                own.set(index, version(current));
            }
        }
    }

    private Version acknowledge(HttpResponse<String> answer) throws IOException {
        Version version = version(answer);
        acknowledged.add(version);
        return version;
    }

    private static Version version(HttpResponse<String> answer) throws IOException {
        JsonNode user = JSON.readTree(answer.body());
        return new Version(
                UUID.fromString(user.get("id").asText()), user.get("version").asLong());
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> fields) throws IOException {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fields));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Lets each thread end the write that it is at. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
