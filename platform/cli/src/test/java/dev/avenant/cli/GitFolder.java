package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository of somebody with one schema. */
record GitFolder(Path root) {
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

    static final String FILE = "src/main/avro/Order.avsc";

    static GitFolder create(Path root) throws Exception {
        GitFolder repository = new GitFolder(Files.createDirectories(root).toRealPath());
        repository.git("init", "-q", "-b", "main");
        repository.write(FILE, ORDER);
        repository.commit("Add orders");
        return repository;
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void commit(String message) throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    /** Runs git and gives what it printed. */
    String git(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-C", root.toString(), "-c", "user.name=t", "-c", "user.email=t@example.com"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(String.join(" ", command)).isZero();
        return printed.strip();
    }
}
