package dev.avenant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How every service starts when nothing is around it; a service holds itself to it by a test class that extends this. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the output, of which a process has one")
public abstract class StartUpContract {

    private final Class<?> application;

    /** @param application the class whose {@code main} starts the service */
    protected StartUpContract(Class<?> application) {
        this.application = application;
    }

    @Test
    void saysWhatToDoWhenTheDatabaseIsAway(CapturedOutput output) throws IOException {
        String url = "jdbc:postgresql://localhost:" + freePort() + "/none";

        assertThatThrownBy(
                        () -> SpringApplication.run(application, "--server.port=0", "--spring.datasource.url=" + url))
                .isInstanceOf(Exception.class);

        assertThat(output)
                .contains("The database at " + url + " cannot be reached: Connection to localhost")
                .contains("Start it (./avenant up starts one), or set SPRING_DATASOURCE_URL to where it is.")
                .doesNotContain("\tat org.springframework");
    }

    /** A class archive is made of what such a start loads, before there is anything to connect to. */
    @Test
    void getsAsFarAsItsBeansWithoutDatabaseAndBroker() throws Exception {
        Process service = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dspring.context.exit=onRefresh",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        application.getName(),
                        "--server.port=0",
                        "--spring.flyway.enabled=false",
                        "--spring.datasource.url=jdbc:postgresql://localhost:" + freePort() + "/none"))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(service.exitValue()).as(output).isZero();
        } finally {
            service.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
