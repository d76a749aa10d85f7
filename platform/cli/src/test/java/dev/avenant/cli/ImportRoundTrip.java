package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A project of a test's own, into which a registry is imported and out of which another one is filled. */
final class ImportRoundTrip {
    private final Path folder;

    ImportRoundTrip(Path folder) {
        this.folder = folder;
    }

    Result run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--project");
        all.add(folder.toString());
        return Shell.runWith("", all);
    }

    Result importing(RegistryFixture registry) {
        return run("import", "--registry", registry.url());
    }

    /** What must hold of every registry that is imported: all that the page on imports promises. */
    Result succeeds(RegistryFixture registry) throws IOException {
        Result imported = importing(registry);
        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        Map<String, String> files = files();

        Result again = importing(registry);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("Nothing changed: ");
        assertThat(files()).isEqualTo(files);

        Result check = run("check");
        assertThat(check.exitCode()).as(check.out()).isZero();

        Result status = run("contracts", "status", "--registry", registry.url());
        assertThat(status.out()).contains("nothing differs.");
        assertThat(status.exitCode()).isZero();

        try (RegistryFixture copy = RegistryFixture.empty()) {
            Result pushed = run("push", "--keep-ids", "--registry", copy.url());
            assertThat(pushed.err()).isEmpty();
            assertThat(pushed.exitCode()).isZero();
            assertThat(copy.everything()).isEqualTo(registry.everything());

            Result pushedAgain = run("push", "--keep-ids", "--registry", copy.url());
            assertThat(pushedAgain.out()).startsWith("0 registered under the imported ids, ");
            assertThat(copy.everything()).isEqualTo(registry.everything());
        }
        return imported;
    }

    String file(String path) throws IOException {
        return Files.readString(folder.resolve("schemas").resolve(path));
    }

    void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve("schemas").resolve(path).getParent());
        Files.writeString(folder.resolve("schemas").resolve(path), text);
    }

    /** All files of the project, by their paths. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
