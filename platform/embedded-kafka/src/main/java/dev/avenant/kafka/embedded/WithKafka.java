package dev.avenant.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command beside a broker of its own, which lives as long as the command does and forgets all afterwards. What the
 * command puts into {@code bootstrap.servers} comes behind its last argument.
 */
public final class WithKafka {

    /** How long the command may take. */
    private static final int PATIENCE_SECONDS = Integer.getInteger("avenant.patience.seconds", 60);

    private static final int NOT_IN_TIME = 124;

    private WithKafka() {}

    /** Takes the command; ends with its exit code, or with 124 when it takes longer than a minute, or than {@code -Davenant.patience.seconds}. */
    public static void main(String[] command) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("with-kafka");
        KafkaBroker broker;
        try {
            broker = KafkaBroker.start(data);
        } catch (RuntimeException failed) {
            delete(data);
            throw failed;
        }
        // Told to end, as by Ctrl-C, it forgets too.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ProcessHandle.current().children().forEach(ProcessHandle::destroy);
            broker.close();
            delete(data);
        }));
        List<String> whole = new ArrayList<>(List.of(command));
        whole.add(broker.bootstrapServers());
        System.exit(run(new ProcessBuilder(whole).inheritIO().start()));
    }

    private static int run(Process process) throws InterruptedException {
        if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        process.destroyForcibly().waitFor();
        return NOT_IN_TIME;
    }

    private static void delete(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete " + data, failed);
        }
    }
}
