package dev.avenant.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Maven that is installed, with a repository that holds the plugin and another for all that Maven itself needs. */
enum Maven {
    /** The oldest that the plugin supports. */
    OLDEST("maven.oldest"),
    /** The one that this build runs in. */
    NEWEST("maven.newest");

    private static final Set<Maven> READY = ConcurrentHashMap.newKeySet();
    private static final Path REPOSITORY = Path.of(System.getProperty("plugin.repository"));

    private final Path home;

    Maven(String property) {
        this.home = Path.of(System.getProperty(property));
    }

    /** What a build came to. */
    record Outcome(int exitCode, String log) {
        boolean passed() {
            return exitCode == 0;
        }

        /** The lines that begin with a mark, without it, from one that has the words on. */
        String from(String mark, String words) {
            List<String> lines = log.lines()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> line.substring(mark.length()).stripTrailing())
                    .dropWhile(line -> !line.contains(words))
                    .toList();
            return String.join("\n", lines);
        }
    }

    /** Runs goals in a folder; what Maven lacks it takes from the repository of this build. */
    Outcome run(Path folder, String... words) {
        return run(folder, Map.of(), "", words);
    }

    /**
     * Runs goals.
     *
     * @param environment what is set beside the usual
     * @param servers the servers of Maven's settings, as XML
     */
    Outcome run(Path folder, Map<String, String> environment, String servers, String... words) {
        if (!READY.contains(this)) {
            // whoever works offline did so online before
            READY.add(this);
            Outcome help = run(REPOSITORY, "dev.avenant:avenant-maven-plugin:" + StrangersProject.VERSION + ":help");
            assertThat(help.passed()).as(help.log()).isTrue();
            assertThat(help.log()).contains("avenant:check\n", "avenant:push\n", "avenant:help\n");
        }
        try {
            Path settings = Files.writeString(
                    Files.createTempFile("settings", ".xml"), SETTINGS.formatted(REPOSITORY, servers, libraries()));
            List<String> command =
                    new ArrayList<>(List.of(home.resolve("bin/mvn").toString(), "-B", "-s", settings.toString()));
            command.addAll(List.of(words));
            Path log = Files.createTempFile("maven", ".log");
            ProcessBuilder maven = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Map<String, String> variables = maven.environment();
            variables.keySet().removeIf(name -> name.startsWith("MAVEN") || name.startsWith("GIT_"));
            variables.put("JAVA_HOME", System.getProperty("java.home"));
            variables.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx400m");
            variables.put("MAVEN_SKIP_RC", "true");
            variables.put("LC_ALL", "C.UTF-8");
            variables.putAll(environment);
            int exitCode = maven.start().waitFor();
            String text = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            Files.delete(settings);
            assertThat(text).doesNotContain("\tat ");
            return new Outcome(exitCode, text);
        } catch (IOException failed) {
            throw new AssertionError("Could not run Maven", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while Maven ran", interrupted);
        }
    }

    private static String libraries() {
        return Path.of(System.getProperty("libraries.repository")).toUri().toString();
    }

    private static final String SETTINGS = """
            <settings>
              <localRepository>%s</localRepository>
              <servers>%s</servers>
              <mirrors>
                <mirror>
                  <id>libraries-of-this-build</id>
                  <url>%s</url>
                  <mirrorOf>*</mirrorOf>
                </mirror>
              </mirrors>
            </settings>
            """;
}
