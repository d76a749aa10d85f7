package dev.avenant.registry;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker in a process of its own, which can be put to sleep: its connections stay, and nothing answers. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final Path said;

    private BrokerProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Launches one, and does not wait for it: {@link #awaitReady} does. */
    static BrokerProcess launch(KafkaBrokerSettings settings) throws IOException {
        return launch(settings, Host.LOOPBACK);
    }

    static BrokerProcess launch(KafkaBrokerSettings settings, Host host) throws IOException {
        Path said =
                settings.dataDirectory().resolveSibling(settings.dataDirectory().getFileName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                settings.dataDirectory().toString(),
                Integer.toString(settings.port()),
                Integer.toString(settings.controllerPort())));
        settings.overrides().forEach((name, value) -> command.add(name + "=" + value));
        Process process = new ProcessBuilder(host.running(command))
                .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        return new BrokerProcess(process, said);
    }

    /** Its address, once it takes requests. */
    String awaitReady() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(Main.READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("The broker did not start; see " + said);
        }
        keepReading(out);
        return line.substring(Main.READY.length());
    }

    /** A process whose output nobody reads stands still when the pipe is full. */
    private void keepReading(BufferedReader out) {
        Thread reading = new Thread(
                () -> {
                    try (out;
                            Writer log = Files.newBufferedWriter(
                                    said, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                        out.transferTo(log);
                    } catch (IOException over) {
                        // The process was killed.
                    }
                },
                "broker-output");
        reading.setDaemon(true);
        reading.start();
    }

    /** Stops it where it stands, by SIGSTOP. */
    void suspend() throws IOException, InterruptedException {
        Signals.suspend(process);
    }

    /** Lets it go on, by SIGCONT. */
    void resume() throws IOException, InterruptedException {
        Signals.resume(process);
    }

    /** Kills it, by SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The program of the process. */
    public static final class Main {

        static final String READY = "broker ready at ";

        private Main() {}

        /** Takes the directory, the two ports, and properties that win over the defaults. */
        public static void main(String[] arguments) {
            Map<String, String> overrides = new HashMap<>();
            for (int i = 3; i < arguments.length; i++) {
                String[] override = arguments[i].split("=", 2);
                overrides.put(override[0], override[1]);
            }
            KafkaBroker broker = KafkaBroker.start(KafkaBrokerSettings.in(Path.of(arguments[0]))
                    .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                    .withOverrides(overrides));
            System.out.println(READY + broker.bootstrapServers());
            broker.awaitShutdown();
        }
    }
}
