package jobplatform.endtoend;

import dev.avenant.stack.LocalStack;
import dev.avenant.stack.config.StackDefinition;
import dev.avenant.stack.config.StackOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension: one running platform for all classes of the JVM, on free ports and without data from before. Its
 * logs stay in {@code target/end-to-end/logs}. Tests share it, so each makes users of its own and starts again what it
 * has killed.
 */
final class RunningPlatform implements BeforeAllCallback {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    static final Path CACHE = Path.of("target", "stack-cache").toAbsolutePath();

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningPlatform.class);

    private final Collection<String> components;
    private @Nullable Started started;

    /** All of it but the console. */
    RunningPlatform() {
        this(StackDefinition.of(REPOSITORY).names().stream()
                .filter(name -> !name.equals("console"))
                .toList());
    }

    /** These of its components, all of which the test needs. */
    RunningPlatform(Collection<String> components) {
        this.components = components;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        started = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(components, key -> Started.of(components), Started.class);
    }

    LocalStack stack() {
        if (started == null) {
            throw new IllegalStateException("The platform does not run yet: register the extension in a static field");
        }
        return started.stack();
    }

    PlatformClient client() {
        return new PlatformClient(stack(), null, Map.of());
    }

    private record Started(LocalStack stack) implements AutoCloseable {

        static Started of(Collection<String> components) {
            return new Started(LocalStack.start(StackOptions.in(REPOSITORY)
                    .withHome(Path.of("target", "end-to-end"))
                    .withCache(CACHE)
                    .onFreePorts()
                    .only(components)
                    .keepingNoData()));
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
