package dev.avenant.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The common pool of a container with two cores is one thread, and a program may let it wait for something else. */
@Tag("process")
class BusyCommonPoolTest {
    private static final int THREADS = 2;

    @Test
    void doesNotKeepAnAnswerWaiting() throws Exception {
        // Given
        try (ScriptedRegistry registry = ScriptedRegistry.start()) {
            registry.answering(200, "[\"orders-value\"]");

            // When
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + THREADS,
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Program.class.getName(),
                            registry.url().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(said).isEqualTo("[orders-value]");
        }
    }

    /** Lets each thread of the common pool wait, and asks the registry at the address that it is given for its subjects. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch waiting = new CountDownLatch(THREADS);
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < THREADS; i++) {
                ForkJoinPool.commonPool().execute(() -> {
                    waiting.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            waiting.await();
            String answer;
            try {
                answer = new HttpRegistryClient(URI.create(arguments[0]), Duration.ofSeconds(10))
                        .subjects()
                        .toString();
            } catch (RegistryException failed) {
                answer = String.valueOf(failed.getMessage());
            }
            System.out.print(answer);
        }
    }
}
