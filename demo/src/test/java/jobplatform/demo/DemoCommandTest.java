package jobplatform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says when it cannot do its work; that it does it is tried on the platform. */
@Tag("fast")
class DemoCommandTest {

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysHowToStartAStackThatDoesNotRun() throws IOException {
        int port = freePort();

        int exitCode = run("--user-service", "http://localhost:" + port + "/");

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString().lines())
                .containsExactly("There is no answer from user-service at http://localhost:" + port
                        + ". Start the stack with ./avenant up, or say with --user-service where it is.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fillsNoOtherMachineUnlessToldTo() {
        int exitCode = run("--job-service", "http://192.0.2.7:8002");

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString().lines())
                .containsExactly(
                        "192.0.2.7 is not this machine, and everybody knows the password of the users that this"
                                + " makes. If it may have them all the same, add --allow-remote.");
    }

    @Test
    void refusesNumbersAndAddressesThatCannotBe() {
        assertThat(run("--users", "1")).isEqualTo(2);
        assertThat(run("--user-service", "localhost:8001")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "Expected 2 to 5000 for --users but found 1.",
                        "See avenant demo --help.",
                        "Expected an address such as http://localhost:8001 but found localhost:8001.",
                        "See avenant demo --help.");
    }

    @Test
    void waitsForAsLongAsItIsToldAndTellsWhatARefusalSays() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isFirst = asked.getAndIncrement() == 0;
            byte[] body = "{\"detail\":\"username: is not to our liking\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(isFirst ? 429 : 400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        try {
            int exitCode = run("--users", "2", "--user-service", address);

            assertThat(exitCode).isEqualTo(3);
            assertThat(asked).hasValue(2);
            assertThat(err.toString().lines().toList().get(0))
                    .matches("Registering [a-z.]+ failed: user-service at " + address
                            + " answered 400, username: is not to our liking\\.");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void drawsABarForWhoLooksAndALineForEachPartElsewhere() {
        StringWriter lines = new StringWriter();
        StringWriter bar = new StringWriter();
        for (Progress progress : new Progress[] {
            new Progress(new PrintWriter(lines), false, 4), new Progress(new PrintWriter(bar), true, 4)
        }) {
            progress.begin("Jobs");
            progress.step();
            progress.end();
            progress.close();
        }

        assertThat(lines.toString().lines()).containsExactly("Jobs: 1 (25%)");
        assertThat(bar.toString())
                .contains("\r[#######.......................]  25% Jobs")
                .endsWith(System.lineSeparator());
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = home.toString();
        return DemoCommand.run(false, new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
