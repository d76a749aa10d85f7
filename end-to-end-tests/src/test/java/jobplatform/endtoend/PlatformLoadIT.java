package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The load of docs/benchmarks.md, so small that it measures nothing: it must find its way through the platform. */
@ResourceLock("platform")
@Tag("process")
class PlatformLoadIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final String BENCHMARKS = RunningPlatform.REPOSITORY
                    .resolve(Path.of("benchmarks", "target", "app"))
                    .toString()
            + "/";

    private static final List<String> SERVICES = List.of(
            "user-service",
            "job-service",
            "notification-service",
            "search-service",
            "application-service",
            "analytics-service");

    @Test
    void registersPostsAndAppliesAndSeesEachEffectInTheOtherService() throws Exception {
        List<String> lines = load("--rate", "8", "--warm-up", "1", "--seconds", "2", "--users", "3", "--jobs", "30");

        assertThat(lines)
                .anyMatch(line -> line.matches("registration, answered +\\d+( +[0-9.]+){4} +0"))
                .anyMatch(line -> line.matches("posting, answered +\\d+( +[0-9.]+){4} +0"))
                .anyMatch(line -> line.matches("application, answered +\\d+( +[0-9.]+){4} +0"));
        for (String effect : List.of(
                "registration: the company in job-service",
                "posting: the figures in user-service",
                "posting: found in search-service",
                "application: the count in job-service",
                "application: the notice in user-service")) {
            assertThat(lines).anyMatch(line -> line.matches(effect + " +8( +[0-9.]+){4} +0"));
        }
    }

    private static List<String> load(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                BENCHMARKS + "benchmarks.jar:" + BENCHMARKS + "lib/*",
                "dev.avenant.benchmarks.platform.PlatformLoad"));
        command.addAll(List.of(options));
        for (String service : SERVICES) {
            command.add("--at");
            command.add(service + "=" + PLATFORM.stack().url(service));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
