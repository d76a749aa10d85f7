package dev.avenant.registry;

import dev.avenant.kafka.embedded.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Registries as processes of their own, to be killed; a killed one is started again on its port. */
final class RegistryProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** One that stands still or is cut off does not keep the question who leads from the others. */
    private static final int ANSWER_MILLIS = 3_000;

    private final List<Host> hosts;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final String bootstrapServers;
    private final MissingDefence missing;
    private final Path logs;

    private RegistryProcesses(List<Host> hosts, String bootstrapServers, MissingDefence missing, Path logs) {
        this.hosts = List.copyOf(hosts);
        this.bootstrapServers = bootstrapServers;
        this.missing = missing;
        this.logs = logs;
    }

    static RegistryProcesses start(int count, String bootstrapServers, MissingDefence missing, Path logs)
            throws IOException {
        return start(Collections.nCopies(count, Host.LOOPBACK), bootstrapServers, missing, logs);
    }

    /** One on each of the hosts. */
    static RegistryProcesses start(List<Host> hosts, String bootstrapServers, MissingDefence missing, Path logs)
            throws IOException {
        Files.createDirectories(logs);
        RegistryProcesses registries = new RegistryProcesses(hosts, bootstrapServers, missing, logs);
        registries.ports.addAll(FreePorts.pick(hosts.size()));
        for (int i = 0; i < hosts.size(); i++) {
            registries.processes.add(registries.launch(i));
        }
        return registries;
    }

    private Path folder(int index) {
        return logs.resolve("registry-" + index);
    }

    private Process launch(int index) throws IOException {
        Files.createDirectories(folder(index));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRegistry.class.getName(),
                hosts.get(index).address(),
                Integer.toString(ports.get(index)),
                bootstrapServers,
                missing.name(),
                folder(index).toString());
        return new ProcessBuilder(hosts.get(index).running(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve("registry-" + index + ".log").toFile()))
                .start();
    }

    synchronized URI url(int number) {
        int index = Math.floorMod(number, ports.size());
        return URI.create("http://" + hosts.get(index).address() + ":" + ports.get(index));
    }

    int count() {
        return ports.size();
    }

    /** Kills the one that leads, by SIGKILL, and starts it again. */
    void killTheLeader() throws IOException {
        int leader = awaitLeader();
        kill(leader);
        restart(leader);
    }

    void kill(int index) {
        processes.get(index).destroyForcibly().onExit().join();
    }

    void restart(int index) throws IOException {
        processes.set(index, launch(index));
    }

    void suspend(int index) throws IOException, InterruptedException {
        Signals.suspend(processes.get(index));
    }

    void resume(int index) throws IOException, InterruptedException {
        Signals.resume(processes.get(index));
    }

    /** Returns when a write stands in that registry, with its id, that was not sent to Kafka; others wait behind it. */
    void holdAWrite(int index) throws IOException {
        Files.createFile(folder(index).resolve("hold"));
        Path held = folder(index).resolve("held");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(held)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No write came to registry " + index + " within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    void releaseTheWrite(int index) throws IOException {
        Files.delete(folder(index).resolve("hold"));
    }

    /** The one that leads. */
    int awaitLeader() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < processes.size(); i++) {
                if (leads(i)) {
                    return i;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("No registry leads within " + PATIENCE);
    }

    private boolean leads(int index) {
        try {
            return RawHttp.send(url(index), "GET", "/-/metrics", Map.of(), null, ANSWER_MILLIS)
                    .body()
                    .lines()
                    .anyMatch("schema_registry_leader 1.0"::equals);
        } catch (IOException starting) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
