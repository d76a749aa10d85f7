package dev.avenant.testing;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension that gives a test class a running {@link SchemaRegistry}, stopped after the class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmbeddedRegistry registry = EmbeddedRegistry.inMemory().withContracts(Path.of("schemas"));
 * }</pre>
 */
public final class EmbeddedRegistry implements BeforeAllCallback, AfterAllCallback {

    private final SchemaRegistryConfig config;
    private final @Nullable Path contracts;
    private @Nullable SchemaRegistry running;

    private EmbeddedRegistry(SchemaRegistryConfig config, @Nullable Path contracts) {
        this.config = config;
        this.contracts = contracts;
    }

    /** One that forgets everything after the class. */
    public static EmbeddedRegistry inMemory() {
        return of(SchemaRegistryConfig.inMemory());
    }

    /** One that runs as configured. */
    public static EmbeddedRegistry of(SchemaRegistryConfig config) {
        return new EmbeddedRegistry(config, null);
    }

    /**
     * The same registry, which holds every schema of a contracts folder before the first test, released or not.
     *
     * @param folder the folder with the {@code contracts.yaml}
     */
    public EmbeddedRegistry withContracts(Path folder) {
        return new EmbeddedRegistry(config, folder);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = TestContracts.startWith(contracts, config);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        SchemaRegistry started = running;
        running = null;
        if (started != null) {
            started.close();
        }
    }

    /**
     * The registry's address, for {@code schema.registry.url}.
     *
     * @throws IllegalStateException before the tests of the class begin, and after they have ended
     */
    public URI url() {
        SchemaRegistry started = running;
        if (started == null) {
            throw new IllegalStateException(
                    "The registry is not running yet: register the extension in a static field with"
                            + " @RegisterExtension");
        }
        return started.url();
    }
}
