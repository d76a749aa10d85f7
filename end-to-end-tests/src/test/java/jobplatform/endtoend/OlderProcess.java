package jobplatform.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of a service beside the stack's, in the same consumer group and on the same database, with the classes of older
 * versions of events before the current ones.
 */
final class OlderProcess implements AutoCloseable {

    private final ModuleProcess process;
    private final PlatformClient client;
    private final String service;
    private final Path loadedClasses;

    private OlderProcess(PlatformClient client, String service, ModuleProcess process, Path loaded) {
        this.service = service;
        this.client = client.asking(service, process.url());
        this.process = process;
        this.loadedClasses = loaded;
    }

    /**
     * Starts it, and waits until it takes requests.
     *
     * @param mainClass what starts the service
     * @param classes the older ones
     */
    static OlderProcess start(PlatformClient client, String service, String mainClass, Path classes, Path folder)
            throws IOException {
        Path loaded = folder.resolve(service + ".classes");
        ModuleProcess.Program program = new ModuleProcess.Program(
                service, mainClass, List.of("-Xlog:class+load:file=" + loaded), List.of(classes));
        ModuleProcess process = ModuleProcess.start(client, program, ModuleProcess.settings(client, service), folder);
        return new OlderProcess(client, service, process, loaded);
    }

    URI url() {
        return process.url();
    }

    /** How many events of that type this process has handled. */
    boolean hasHandled(String type) {
        return client.text(service, "/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("avenant_event_handling_seconds_count")
                        && line.contains("type=\"" + type + "\"")
                        && !line.endsWith(" 0")
                        && !line.endsWith(" 0.0"));
    }

    /** Where this process has the class of that name from. */
    String sourceOf(String className) {
        try (Stream<String> lines = Files.lines(loadedClasses)) {
            return lines.filter(line -> line.contains(" " + className + " source: "))
                    .map(line -> line.substring(line.indexOf("source: ") + "source: ".length()))
                    .findFirst()
                    .orElse("nowhere");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it as an upgrade does. */
    @Override
    public void close() {
        process.close();
    }
}
