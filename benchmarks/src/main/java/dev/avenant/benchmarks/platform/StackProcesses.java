package dev.avenant.benchmarks.platform;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processes of a running stack. */
final class StackProcesses {

    private StackProcesses() {}

    /** Those of each component of the stack with that home, by the component's name: its own and all that it began. */
    static Map<String, List<ProcessHandle>> of(Path home) {
        Map<String, List<ProcessHandle>> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(home.resolve("run"))) {
            for (Path note :
                    files.filter(file -> file.toString().endsWith(".pid")).toList()) {
                Properties properties = new Properties();
                try (Reader in = Files.newBufferedReader(note)) {
                    properties.load(in);
                }
                ProcessHandle.of(Long.parseLong(properties.getProperty("pid")))
                        .ifPresent(process -> found.put(
                                properties.getProperty("name", ""),
                                Stream.concat(Stream.of(process), process.descendants())
                                        .toList()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read " + home, failed);
        }
        return found;
    }
}
