package dev.avenant.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Maven of this repository's wrapper, run in a project.
 *
 * @param logs the folder for what it says
 */
record Maven(Path logs) {

    /** For programs that end before a second compiler has paid. */
    static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Runs it, sees to it that it succeeds, and answers what it said. */
    String run(Path project, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Pom.ROOT.resolve("mvnw").toString(), "-B", "-ntp"));
        command.addAll(arguments);
        Path output = Files.createTempFile(logs, "maven", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", QUICK);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
