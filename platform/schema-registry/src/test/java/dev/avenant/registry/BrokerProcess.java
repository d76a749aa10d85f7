package dev.avenant.registry;

import dev.avenant.kafka.embedded.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which can be put to sleep: its connections stay, and nothing answers. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts one with its data in that directory. */
    static BrokerProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.resolve("data").toString())
                .redirectError(folder.resolve("broker.log").toFile())
                .start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        while (line != null && !line.startsWith(Main.READY)) {
            line = process.inputReader(StandardCharsets.UTF_8).readLine();
        }
        if (line == null) {
            throw new IOException("The broker did not start; see " + folder.resolve("broker.log"));
        }
        return new BrokerProcess(process, line.substring(Main.READY.length()));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops it where it stands, by SIGSTOP. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on, by SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill " + signal + " " + process.pid() + " failed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The program of the process. */
    public static final class Main {

        static final String READY = "broker ready at ";

        private Main() {}

        /** Takes the directory. */
        public static void main(String[] arguments) {
            KafkaBroker broker = KafkaBroker.start(Path.of(arguments[0]));
            System.out.println(READY + broker.bootstrapServers());
            broker.awaitShutdown();
        }
    }
}
