package dev.avenant.cli;

import dev.avenant.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this JVM on a project of its own, a copy of one in the test resources. */
final class Shell {
    private static final Path PROJECTS = Path.of("src/test/resources/dev/avenant/cli");

    private final Path project;

    /** A shop with two topics, three shared types, and everything released. */
    Shell(Path folder) {
        this(folder, "shop");
    }

    /** A shop whose orders are keyed by a schema of their own; nothing is released yet. */
    static Shell ofKeyedShop(Path folder) {
        return new Shell(folder, "keyed-shop");
    }

    private Shell(Path folder, String name) {
        this.project = folder;
        Path schemas =
                PROJECTS.resolve(name).resolve("schemas").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(schemas)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("schemas")
                        .resolve(schemas.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    Path file(String path) {
        return project.resolve("schemas").resolve(path);
    }

    void edit(String path, String from, String to) {
        try {
            String text = Files.readString(file(path));
            if (!text.contains(from)) {
                throw new IllegalArgumentException(path + " holds no " + from);
            }
            Files.writeString(file(path), text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        try {
            Path file = file(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command of a project. */
    Result run(String... words) {
        return runWith(
                "",
                Stream.concat(Stream.of(words), Stream.of("--project", project.toString()))
                        .toList());
    }

    static Result runWith(String input, List<String> words) {
        return run(input, words, false, Map.of());
    }

    /** Runs a command with more in its environment. */
    static Result runIn(Map<String, String> environment, List<String> words) {
        return run("", words, false, environment);
    }

    /** Runs a command where somebody sits and answers. */
    static Result runAtTerminal(String input, List<String> words) {
        return run(input, words, true, Map.of());
    }

    private static Result run(String input, List<String> words, boolean isTerminal, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("NO_COLOR", "1");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                all,
                isTerminal);
        int exitCode = Avenant.run(terminal, words.toArray(new String[0]));
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** The text with the project's folder called PROJECT. */
    String shown(String text) {
        return text.replace(project.toString(), "PROJECT");
    }
}
