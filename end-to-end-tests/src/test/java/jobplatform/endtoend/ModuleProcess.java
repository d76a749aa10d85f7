package jobplatform.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program of a module as a process beside the stack's, with its log in the folder that it is given. */
final class ModuleProcess implements AutoCloseable {

    private static final Duration STARTED = Duration.ofMinutes(2);

    private final Process process;
    private final String module;
    private final URI url;
    private final Path log;

    private ModuleProcess(String module, URI url, Process process, Path log) {
        this.module = module;
        this.url = url;
        this.process = process;
        this.log = log;
    }

    /**
     * What is run.
     *
     * @param module its folder below that of the repository
     * @param mainClass what starts it
     * @param options of the JVM
     * @param classes folders of classes that are taken before its own
     */
    record Program(String module, String mainClass, List<String> options, List<Path> classes) {

        String name() {
            return Path.of(module).getFileName().toString();
        }

        List<String> command() throws IOException {
            Path app =
                    RunningPlatform.REPOSITORY.resolve(module).resolve("target").resolve("app");
            String classpath = Stream.concat(
                            classes.stream().map(Path::toString), Stream.of(jarIn(app), app.resolve("lib") + "/*"))
                    .collect(Collectors.joining(":"));
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return Stream.of(
                            List.of(java, "-XX:TieredStopAtLevel=1", "-Xmx192m"),
                            options,
                            List.of("-cp", classpath, mainClass))
                    .flatMap(List::stream)
                    .toList();
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
    }

    /** Starts it on a free port, and waits until it is well. */
    static ModuleProcess start(PlatformClient client, Program program, Map<String, String> environment, Path folder)
            throws IOException {
        int port = freePort();
        Path log = folder.resolve(program.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(program.command());
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        ModuleProcess started = new ModuleProcess(
                program.name(),
                URI.create("http://localhost:" + port),
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(),
                log);
        try {
            started.awaitReady(client);
        } catch (RuntimeException | AssertionError failed) {
            started.close();
            throw failed;
        }
        return started;
    }

    /** What a service of the stack is told of the rest of it. */
    static Map<String, String> settings(PlatformClient client, String service) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                client.stack().bootstrapServers(),
                "SCHEMA_REGISTRY_URL",
                client.stack().url("registry").toString(),
                "SPRING_DATASOURCE_URL",
                client.stack().database(service.replace('-', '_')).jdbcUrl(),
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "SPRING_DATASOURCE_PASSWORD",
                "postgres",
                "ACCESS_TOKEN_KEYS_URL",
                client.stack().url("user-service") + "/.well-known/jwks.json",
                "APPLICATIONS_PER_MINUTE",
                "1000000",
                "APPLICATION_SERVICE_URL",
                client.stack().url("application-service").toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(PlatformClient client) {
        PlatformClient asking = client.asking(module, url);
        await().atMost(STARTED).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended: " + Files.readString(log));
            }
            try {
                return asking.get(module, "/actuator/health").status() == 200;
            } catch (AssertionError notYet) {
                return false;
            }
        });
    }

    URI url() {
        return url;
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
