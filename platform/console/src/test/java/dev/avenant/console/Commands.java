package dev.avenant.console;

import dev.avenant.cli.CalledInTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody at the command line who asks a console.
 *
 * @param url where it is
 * @param environment says who asks
 */
record Commands(String url, Map<String, String> environment) {

    /** Somebody who signs in nowhere. */
    static Commands of(int port) {
        return new Commands("http://localhost:" + port, Map.of());
    }

    Commands as(String user, String password) {
        return with(Map.of("AVENANT_CONSOLE_USER", user, "AVENANT_CONSOLE_PASSWORD", password));
    }

    Commands with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Commands(url, all);
    }

    CalledInTest run(List<String> words) {
        return run("", words);
    }

    /** With something to read. */
    CalledInTest run(String in, List<String> words) {
        return CalledInTest.run(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                environment,
                Stream.concat(words.stream(), Stream.of("--console", url, "--timeout", "30"))
                        .toArray(String[]::new));
    }

    /**
     * What a line says that asks no console.
     *
     * @param where Kafka and the registry, as options
     */
    static CalledInTest direct(String line, String... where) {
        return CalledInTest.run(
                Map.of(),
                Stream.of(Stream.of(line.split(" ", -1)), Stream.of(where), Stream.of("--timeout", "30"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    /** The words of a line, between blanks. */
    CalledInTest run(String line) {
        return run(List.of(line.split(" ", -1)));
    }
}
