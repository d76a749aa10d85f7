package dev.avenant.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A project of somebody else in a git repository of its own, with poms that name the plugin and nothing else of ours. */
final class StrangersProject {
    static final String VERSION = System.getProperty("plugin.version");

    static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"}
            ]}
            """;

    /** A change that no reader survives. */
    static final String NUMBERED = ORDER.replace("\"string\"", "\"long\"");

    /** A change that every reader survives. */
    static final String WITH_A_NOTE = ORDER.replace(
            "\"string\"}", "\"string\"},\n  {\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}");

    private final Path root;

    StrangersProject(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** A pom with the plugin in it. */
    static String pom(String artifact, String configuration, String more) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>shop</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  %s
                  <build>
                    <plugins>
                      %s
                    </plugins>
                  </build>
                </project>
                """.formatted(artifact, more, plugin(configuration));
    }

    /** What docs/ci.md says to write into a pom, with the version of this build and some configuration. */
    private static String plugin(String configuration) {
        try {
            String page = Files.readString(Path.of("../../docs/ci.md"));
            String block = page.substring(page.indexOf("```xml\n") + 7);
            return block.substring(0, block.indexOf("```"))
                    .replaceFirst("<version>.*</version>", "<version>" + VERSION + "</version>")
                    .replace(
                            "  <executions>", "  <configuration>" + configuration + "</configuration>\n  <executions>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pom that has all from its parent. */
    static String child(String artifact) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>shop</groupId>
                    <artifactId>shop</artifactId>
                    <version>1</version>
                    <relativePath>../../pom.xml</relativePath>
                  </parent>
                  <artifactId>%s</artifactId>
                  <packaging>pom</packaging>
                </project>
                """.formatted(artifact);
    }

    StrangersProject write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all that there is. */
    StrangersProject commit() {
        if (!Files.isDirectory(root.resolve(".git"))) {
            git("init", "-q");
        }
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "A state");
        return this;
    }

    private void git(String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while git ran", e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
