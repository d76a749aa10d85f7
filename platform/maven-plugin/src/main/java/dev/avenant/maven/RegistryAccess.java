package dev.avenant.maven;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.registry.client.config.SettingNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** The registry that a goal asks, reached with the settings that the command line takes too. */
final class RegistryAccess {
    private final RegistryConnection connection;

    private RegistryAccess(RegistryConnection connection) {
        this.connection = connection;
    }

    /**
     * The registry of a URL; where none is given, that of the settings or of the environment.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a setting cannot be used
     */
    static RegistryAccess of(@Nullable String url, Map<String, String> given) throws MojoExecutionException {
        new SettingNames(RegistryClientConfig.configDef().names(), RegistryClientConfig.PREFIXES, List.of())
                .requireKnown(given.keySet());
        Map<String, Object> settings = new HashMap<>(given);
        String byEnvironment = System.getenv("SCHEMA_REGISTRY_URL");
        if (url != null) {
            settings.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, url);
        } else if (byEnvironment != null && !byEnvironment.isBlank()) {
            settings.putIfAbsent(RegistryClientConfig.SCHEMA_REGISTRY_URL, byEnvironment);
        }
        if (!settings.containsKey(RegistryClientConfig.SCHEMA_REGISTRY_URL)) {
            throw new MojoExecutionException("Expected the URL of a schema registry but found none. Set the parameter"
                    + " registry, -Davenant.registry=URL or the environment's SCHEMA_REGISTRY_URL.");
        }
        return new RegistryAccess(new RegistryClientConfig(settings).connection());
    }

    /** What a properties file says. */
    static Map<String, String> read(Path file) throws MojoExecutionException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new MojoExecutionException("Expected a properties file in avenant.registryConfig but could not read "
                    + file + ". Correct its path or its text.");
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** User and password as Maven's settings have them, decrypted. */
    static Map<String, String> credentials(String serverId, Settings settings, SettingsDecrypter decrypter)
            throws MojoExecutionException {
        Server server = settings.getServer(serverId);
        if (server == null) {
            throw new MojoExecutionException("Expected a server " + serverId
                    + " in Maven's settings.xml, for the schema registry, but found none. Add it, or correct"
                    + " avenant.registryServerId.");
        }
        Server plain =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(server)).getServer();
        return Map.of(
                RegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE,
                "USER_INFO",
                RegistryClientConfig.BASIC_AUTH_USER_INFO,
                plain.getUsername() + ":" + plain.getPassword());
    }

    RegistryClient client() {
        return new HttpRegistryClient(connection);
    }

    /** For all that a registry holds. */
    RegistryAdmin admin() {
        return new RegistryAdmin(connection);
    }

    /** The URL or URLs for messages, without user and password. */
    String address() {
        return connection.address();
    }

    /** Whether every registry is on this machine. */
    boolean isLocal() {
        return connection.isLocal();
    }
}
