package dev.avenant.cli.access;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.config.RegistryClientConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which registry a command talks to. It is asked once; the user tries again. */
public final class Registry {
    private final CommandConfig config;
    private @Nullable RegistryConnection connection;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry, or several to fail over between, separated by commas (default:"
                    + " schema.registry.url of --command-config, $SCHEMA_REGISTRY_URL or the stack that runs here).")
    private @Nullable String url;

    public Registry(CommandConfig config) {
        this.config = config;
    }

    /** The registry at that URL, with the settings of a file for the rest. */
    public static Registry at(String url, CommandConfig config) {
        Registry registry = new Registry(config);
        registry.url = url;
        return registry;
    }

    public HttpRegistryClient client() {
        return new HttpRegistryClient(connection());
    }

    /** Whether a registry was named on the command line. */
    public boolean isGiven() {
        return url != null;
    }

    /** For what a copy of a registry needs. */
    public RegistryAdmin admin() {
        return new RegistryAdmin(connection());
    }

    /** The URL or URLs for messages, without user and password. */
    public String address() {
        return connection().address();
    }

    /** Whether every registry is on this machine. */
    public boolean isLocal() {
        return connection().isLocal();
    }

    public List<String> hosts() {
        return connection().urls().stream().map(URI::getHost).toList();
    }

    private RegistryConnection connection() {
        if (connection == null) {
            try {
                connection = new RegistryClientConfig(settings()).connection();
            } catch (KafkaException wrong) {
                throw config.refused(String.valueOf(wrong.getMessage()));
            }
        }
        return connection;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(config.settings());
        if (url != null) {
            settings.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, url);
        }
        String byEnvironment = System.getenv("SCHEMA_REGISTRY_URL");
        if (byEnvironment != null) {
            settings.putIfAbsent(RegistryClientConfig.SCHEMA_REGISTRY_URL, byEnvironment);
        }
        if (!settings.containsKey(RegistryClientConfig.SCHEMA_REGISTRY_URL)) {
            String address = config.addressInStack("registry", "--registry", "SCHEMA_REGISTRY_URL");
            settings.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, "http://" + address);
        }
        String timeoutMs = String.valueOf(config.timeout().toMillis());
        settings.putIfAbsent(RegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, timeoutMs);
        settings.putIfAbsent(RegistryClientConfig.HTTP_READ_TIMEOUT_MS, timeoutMs);
        settings.putIfAbsent(RegistryClientConfig.MAX_RETRIES, "0");
        return settings;
    }
}
