package jobplatform.endtoend;

import static org.awaitility.Awaitility.await;

import dev.avenant.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of a service beside the stack's, in the same consumer group and on the same database, with the classes of older
 * versions of events before the current ones.
 */
final class OlderProcess implements AutoCloseable {

    private static final Duration STARTED = Duration.ofMinutes(2);

    private final Process process;
    private final PlatformClient client;
    private final String service;
    private final URI url;
    private final Path log;
    private final Path loadedClasses;

    private OlderProcess(PlatformClient client, String service, int port, Process process, Path log, Path loaded) {
        this.service = service;
        this.url = URI.create("http://localhost:" + port);
        this.client = client.asking(service, url);
        this.process = process;
        this.log = log;
        this.loadedClasses = loaded;
    }

    /**
     * Starts it, and waits until it takes requests.
     *
     * @param mainClass what starts the service
     * @param classes the older ones
     */
    static OlderProcess start(PlatformClient client, String service, String mainClass, Path classes, Path folder)
            throws IOException {
        Path app = RunningPlatform.REPOSITORY.resolve(service).resolve("target").resolve("app");
        int port = freePort();
        Path log = folder.resolve(service + ".log");
        Path loaded = folder.resolve(service + ".classes");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                String.join(":", classes.toString(), jarIn(app), app.resolve("lib") + "/*"),
                mainClass);
        builder.environment().putAll(settings(client.stack(), service, port));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        OlderProcess started = new OlderProcess(client, service, port, process, log, loaded);
        try {
            started.awaitReady();
        } catch (RuntimeException | AssertionError failed) {
            started.close();
            throw failed;
        }
        return started;
    }

    private static Map<String, String> settings(LocalStack stack, String service, int port) {
        return Map.of(
                "SERVER_PORT", String.valueOf(port),
                "KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "SCHEMA_REGISTRY_URL", stack.url("registry").toString(),
                "SPRING_DATASOURCE_URL",
                        stack.database(service.replace('-', '_')).jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME", "postgres",
                "SPRING_DATASOURCE_PASSWORD", "postgres",
                "ACCESS_TOKEN_KEYS_URL", stack.url("user-service") + "/.well-known/jwks.json",
                "APPLICATIONS_PER_MINUTE", "1000000",
                "APPLICATION_SERVICE_URL", stack.url("application-service").toString());
    }

    private static String jarIn(Path app) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            if (jars.size() != 1) {
                throw new AssertionError("Expected one jar in " + app + " but found " + jars + ": build it first");
            }
            return jars.get(0).toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        await().atMost(STARTED).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended: " + Files.readString(log));
            }
            try {
                return client.text(service, "/actuator/health/readiness").contains("UP");
            } catch (AssertionError notYet) {
                return false;
            }
        });
    }

    URI url() {
        return url;
    }

    /** How many events of that type this process has handled. */
    boolean hasHandled(String type) {
        return client.text(service, "/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("avenant_event_handling_seconds_count")
                        && line.contains("type=\"" + type + "\"")
                        && !line.endsWith(" 0")
                        && !line.endsWith(" 0.0"));
    }

    /** Where this process has the class of that name from. */
    String sourceOf(String className) {
        try (Stream<String> lines = Files.lines(loadedClasses)) {
            return lines.filter(line -> line.contains(" " + className + " source: "))
                    .map(line -> line.substring(line.indexOf("source: ") + "source: ".length()))
                    .findFirst()
                    .orElse("nowhere");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it as an upgrade does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
