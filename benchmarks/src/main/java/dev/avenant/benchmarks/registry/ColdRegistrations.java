package dev.avenant.benchmarks.registry;

import dev.avenant.benchmarks.http.Connection;
import dev.avenant.kafka.embedded.WithKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long the first registrations of one client take, on a registry and a broker that have both just started, each in a JVM
 * of its own: {@code ColdRegistrations <rounds> <schema-registry.jar>…}. The registries take turns in each round, so that
 * two builds are compared in one run. {@code -Davenant.java=…} names what is put before {@code -jar}. With
 * {@code -Davenant.broker=HOST:PORT} only the registry has just started: each one has a topic of its own on that broker, which is as warm as what
 * it did before.
 */
public final class ColdRegistrations {

    private static final int FIRST = 200;
    private static final int[] SHOWN = {1, 10, 50, 100, 200, 400};
    private static final String READY = "Schema registry ready at ";
    private static final List<String> FLAGS =
            List.of(System.getProperty("avenant.java", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                    .split(" "));

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String BROKER = System.getProperty("avenant.broker", "");

    private ColdRegistrations() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        List<String> jars = Arrays.asList(arguments).subList(1, arguments.length);
        List<List<long[]>> measured = new ArrayList<>();
        jars.forEach(jar -> measured.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < jars.size(); i++) {
                long[] nanos = measure(Path.of(jars.get(i)));
                measured.get(i).add(nanos);
                print("round " + (round + 1) + " " + (char) ('A' + i), nanos);
            }
        }
        for (int i = 0; i < jars.size(); i++) {
            print("median " + (char) ('A' + i) + " " + jars.get(i), median(measured.get(i)));
        }
    }

    /** Nanoseconds until the answer to each registration, since the first one was sent. */
    private static long[] measure(Path jar) throws IOException, InterruptedException {
        // A broker that logs all that it does is a slow one.
        Path quiet = Files.createTempFile("quiet", ".xml");
        Files.writeString(quiet, "<configuration><root level=\"OFF\"/></configuration>");
        List<String> command = BROKER.isEmpty() ? besideABroker(jar, quiet) : onTheBroker(jar);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("The registry of " + jar + " did not start");
            }
            return register(URI.create(line.substring(READY.length())));
        } finally {
            end(process);
            Files.delete(quiet);
        }
    }

    private static List<String> besideABroker(Path jar, Path logback) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(JAVA, "-XX:+UseSerialGC", "-Xmx256m", "-Dlogback.configurationFile=" + logback));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WithKafka.class.getName()));
        command.addAll(registry(jar));
        command.add("--bootstrap-servers");
        return command;
    }

    private static List<String> onTheBroker(Path jar) throws IOException {
        List<String> command = registry(jar);
        command.addAll(List.of("--topic", "cold-" + System.nanoTime(), "--bootstrap-servers", BROKER));
        return command;
    }

    private static List<String> registry(Path jar) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "--port", Integer.toString(freePort())));
        return command;
    }

    /** In order, so that the next registry need not wait until this one's membership has run out, and a broker's data are deleted. */
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long[] register(URI url) throws IOException {
        int count = SHOWN[SHOWN.length - 1];
        long[] nanos = new long[count];
        try (Connection connection = new Connection(url)) {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                String body = "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Cold" + i
                        + "\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
                        + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"long\\\"}]}\"}";
                Connection.Reply reply =
                        connection.send(RegistryRequest.post(url, "/subjects/cold-" + i + "/versions", body), true);
                if (reply.status() != 200) {
                    throw new IOException("The registry answered " + reply.status() + " " + reply.body());
                }
                nanos[i] = System.nanoTime() - begun;
            }
        }
        return nanos;
    }

    private static void print(String name, long[] nanos) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
        for (int count : SHOWN) {
            line.append(String.format(Locale.ROOT, "  %d: %.0f ms", count, nanos[count - 1] / 1e6));
        }
        System.out.println(
                line + String.format(Locale.ROOT, "  first %d: %.0f/s", FIRST, FIRST / (nanos[FIRST - 1] / 1e9)));
    }

    private static long[] median(List<long[]> rounds) {
        long[] median = new long[rounds.get(0).length];
        for (int i = 0; i < median.length; i++) {
            int at = i;
            median[i] = rounds.stream().mapToLong(one -> one[at]).sorted().toArray()[rounds.size() / 2];
        }
        return median;
    }
}
