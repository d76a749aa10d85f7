package jobplatform.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jobplatform.containers.Dockerfile.Instruction;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How containers are asked whether they are well, against servers that are, are not, and say nothing. */
@Tag("process")
class HealthyScriptTest {

    private static final String PATH = "/actuator/health";

    @TempDir
    Path folder;

    /** How a container is asked: the words of the command for a port, the script's path first. */
    private interface Check {

        List<String> command(Path healthy, int port);
    }

    private static Stream<Named<Check>> checks() {
        return Stream.of(
                Named.of("the Dockerfile's", HealthyScriptTest::ofTheDockerfile),
                Named.of("that of Confluent's registry", HealthyScriptTest::ofConfluentsRegistry));
    }

    private static List<String> ofTheDockerfile(Path healthy, int port) {
        return List.of("bash", healthy.toString(), Integer.toString(port), PATH);
    }

    private static List<String> ofConfluentsRegistry(Path healthy, int port) {
        return checkOf("schema-registry").stream()
                .map(word -> word.replace("8081", Integer.toString(port)).replace("/subjects", PATH))
                .toList();
    }

    /** As Compose gives it to the container, where {@code $$} is {@code $}. */
    private static List<String> checkOf(String part) {
        List<?> test = ComposeFile.list(
                ComposeFile.map(ComposeFile.read().service(part).get("healthcheck"))
                        .get("test"));
        assertThat(test.get(0)).isEqualTo("CMD");
        return test.stream()
                .skip(1)
                .map(word -> String.valueOf(word).replace("$$", "$"))
                .toList();
    }

    @Test
    void asksKafkaByAJvmOnlyWhenItsPortIsOpen() throws Exception {
        // Given in the place of the command that starts a JVM one that says that it was called
        Path asked = folder.resolve("asked");
        Path command = Files.writeString(folder.resolve("kafka-broker-api-versions.sh"), "#!/bin/sh\necho > " + asked);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Check check = (healthy, port) -> checkOf("kafka").stream()
                .map(word -> word.replace("19092", Integer.toString(port)).replace("/opt/kafka/bin", folder.toString()))
                .toList();
        int port;

        // When Kafka does not listen yet, then it is not called
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(exitCode(check, port)).isPositive();
        assertThat(asked).doesNotExist();

        // When it does, then it is
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(exitCode(check, open.getLocalPort())).isZero();
        }
        assertThat(asked).exists();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isWellWhenTheServerAnswers200(Check check) throws Exception {
        assertThat(exitCodeAgainst(200, check)).isZero();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isNotWellWhenTheServerAnswersSomethingElse(Check check) throws Exception {
        assertThat(exitCodeAgainst(404, check)).isPositive();
        assertThat(exitCodeAgainst(503, check)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isNotWellWhenTheServerHangsUpWithoutAnAnswer(Check check) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hangsUp = CompletableFuture.runAsync(() -> {
                try (Socket taken = server.accept()) {
                    taken.shutdownOutput();
                    taken.getInputStream().readAllBytes();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });

            assertThat(exitCode(check, server.getLocalPort())).isPositive();
            hangsUp.join();
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isNotWellWhenNothingListens(Check check) throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(exitCode(check, port)).isPositive();
    }

    private int exitCodeAgainst(int status, Check check) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            // Only the path that was asked for is well.
            int answer = exchange.getRequestURI().getPath().equals(PATH) ? status : 500;
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        try {
            return exitCode(check, server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private int exitCode(Check check, int port) throws Exception {
        Instruction script = Dockerfile.read().all("COPY").stream()
                .filter(copy -> copy.words().contains("/usr/local/bin/healthy"))
                .findFirst()
                .orElseThrow();
        Path healthy = Files.write(folder.resolve("healthy"), script.file());
        return new ProcessBuilder(check.command(healthy, port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
