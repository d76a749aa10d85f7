package dev.avenant.registry;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension that gives a test class a running {@link SchemaRegistry}, stopped after the class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
 * }</pre>
 */
public final class EmbeddedRegistry implements BeforeAllCallback, AfterAllCallback {

    private final SchemaRegistryConfig config;
    private @Nullable SchemaRegistry running;

    private EmbeddedRegistry(SchemaRegistryConfig config) {
        this.config = config;
    }

    /** One that forgets all after the class. */
    public static EmbeddedRegistry inMemory() {
        return of(SchemaRegistryConfig.inMemory());
    }

    /** One that runs as configured. */
    public static EmbeddedRegistry of(SchemaRegistryConfig config) {
        return new EmbeddedRegistry(config);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = SchemaRegistry.start(config);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        SchemaRegistry started = running;
        running = null;
        if (started != null) {
            started.close();
        }
    }

    /** Where it is. Throws {@link IllegalStateException} before the tests begin. */
    public URI url() {
        SchemaRegistry started = running;
        if (started == null) {
            throw new IllegalStateException(
                    "The registry is not running yet: register the extension in a static field with @RegisterExtension");
        }
        return started.url();
    }
}
