package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code avenant demo} makes of the platform. */
@ResourceLock("platform")
@Tag("process")
class DemoIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Path JAR = RunningPlatform.REPOSITORY.resolve(Path.of("demo", "target", "app", "demo.jar"));
    private static final String PASSWORD = "demo-password";

    private final PlatformClient client = PLATFORM.client();

    @Test
    void fillsThePlatformOnceHoweverOftenItRunsAndSaysWhoCanSignIn() throws Exception {
        List<String> first = demo();
        List<String> second = demo();

        assertThat(first)
                .anyMatch(line -> line.matches("Employers: 3 \\(\\d+%\\)"))
                .anyMatch(line -> line.matches("Closed jobs: \\d+ \\(100%\\)"))
                .anyMatch(line -> line.matches(
                        "Added 3 employers, 21 job seekers, \\d+ jobs, \\d+ applications and \\d+ decisions\\."));
        assertThat(second)
                .anyMatch(line ->
                        line.matches("Added 0 employers, 0 job seekers, 0 jobs, 0 applications and 0 decisions\\."
                                + " Of users, jobs and applications \\d+ were there already and stay\\."));
        for (String username : signingIn(first)) {
            Answer answer =
                    client.post("user-service", "/api/auth/token", Map.of("username", username, "password", PASSWORD));
            assertThat(answer.status()).as(username).isEqualTo(200);
        }
        assertThat(signingIn(first)).hasSize(6).isEqualTo(signingIn(second));
    }

    /** The usernames in the lines that say who can sign in. */
    private static List<String> signingIn(List<String> lines) {
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            if (line.matches("  \\S+ +(employer|job seeker) .*")) {
                names.add(line.strip().split(" ", 2)[0]);
            }
        }
        return names;
    }

    private static List<String> demo() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "--users",
                "24",
                "--seed",
                "77"));
        for (String service : List.of("user-service", "job-service", "application-service")) {
            command.add("--" + service);
            command.add(PLATFORM.stack().url(service).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
