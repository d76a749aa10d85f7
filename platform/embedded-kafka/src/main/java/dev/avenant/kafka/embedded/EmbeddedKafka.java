package dev.avenant.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * JUnit extension that gives a test class a running {@link KafkaBroker}, one for all classes of the JVM, stopped and
 * deleted after the last of them. Tests share the broker, so each names its topics and groups for itself. It keeps records
 * however old their timestamps are.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();
 * }</pre>
 */
public final class EmbeddedKafka implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(EmbeddedKafka.class);

    private @Nullable Running running;

    private EmbeddedKafka() {}

    /** The broker of this JVM; started before the first class that asks for it. */
    public static EmbeddedKafka perJvm() {
        return new EmbeddedKafka();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Where several JVMs share the classes, each gets them one by one, in executions of one session.
        running = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent("broker", key -> Running.start(), Running.class);
    }

    /** What clients put into {@code bootstrap.servers}. Throws {@link IllegalStateException} before the tests begin. */
    public String bootstrapServers() {
        if (running == null) {
            throw new IllegalStateException(
                    "The broker is not running yet: register the extension in a static field with @RegisterExtension");
        }
        return running.broker.bootstrapServers();
    }

    private record Running(KafkaBroker broker, Path directory) implements AutoCloseable {

        static Running start() {
            try {
                Path directory = Files.createTempDirectory("embedded-kafka");
                return new Running(
                        KafkaBroker.start(KafkaBrokerSettings.in(directory).keepingOldRecords()), directory);
            } catch (IOException failed) {
                throw new UncheckedIOException("No directory for the broker's log", failed);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
