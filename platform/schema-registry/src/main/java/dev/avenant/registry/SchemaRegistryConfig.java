package dev.avenant.registry;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link SchemaRegistry} runs: a set of properties by Confluent's names where those exist, see {@link Setting}.
 * Every method that changes one gives a new configuration.
 */
public final class SchemaRegistryConfig {

    private final Map<String, String> properties;
    private final Map<String, Object> values;

    private SchemaRegistryConfig(Map<String, String> properties) {
        this.properties = Map.copyOf(ConfluentProperties.withPresentNames(properties));
        ConfluentProperties.requireNoLostProtection(this.properties);
        this.values = Setting.parse(this.properties);
    }

    /** A registry on a free loopback port that forgets all when it closes. */
    public static SchemaRegistryConfig inMemory() {
        return new SchemaRegistryConfig(Map.of(Setting.IN_MEMORY.key(), "true"));
    }

    /** A registry on a free loopback port that keeps its schemas in Kafka. */
    public static SchemaRegistryConfig kafka(String bootstrapServers) {
        return new SchemaRegistryConfig(Map.of(Setting.BOOTSTRAP_SERVERS.key(), bootstrapServers));
    }

    /**
     * What a properties file says, an existing one of Confluent's server for example. What means nothing here is left alone,
     * see {@link #ignored}, unless it keeps strangers out there and would not here: that is refused.
     */
    public static SchemaRegistryConfig of(Map<String, String> properties) {
        return new SchemaRegistryConfig(properties);
    }

    /** The same with one property set. */
    public SchemaRegistryConfig with(String key, String value) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(key, value);
        return new SchemaRegistryConfig(changed);
    }

    SchemaRegistryConfig with(Setting setting, String value) {
        return with(setting.key(), value);
    }

    /** The address to listen on. */
    public SchemaRegistryConfig host(String host) {
        return with(Setting.HOST, host);
    }

    /** The port to listen on; 0 picks a free one. */
    public SchemaRegistryConfig port(int port) {
        return with(Setting.PORT, Integer.toString(port));
    }

    /** The compacted topic that holds the schemas. */
    public SchemaRegistryConfig topic(String topic) {
        return with(Setting.TOPIC, topic);
    }

    /** The level of subjects that set none. */
    public SchemaRegistryConfig compatibilityLevel(CompatibilityLevel level) {
        return with(Setting.COMPATIBILITY, level.name());
    }

    /** The names of the properties that change nothing, in order. */
    public Set<String> ignored() {
        return ConfluentProperties.ignored(properties);
    }

    /** All properties, by their present names. */
    public Map<String, String> properties() {
        return properties;
    }

    /** The value of a setting that has a default. */
    String text(Setting setting) {
        return optional(setting).orElse("");
    }

    /** The value of a setting as a text, empty when it is not set or blank. */
    Optional<String> optional(Setting setting) {
        Object value = values.get(setting.key());
        String text = value instanceof Password password ? password.value() : value == null ? "" : value.toString();
        return Optional.of(text).filter(set -> !set.isBlank());
    }

    int number(Setting setting) {
        return value(setting, Integer.class);
    }

    boolean flag(Setting setting) {
        return value(setting, Boolean.class);
    }

    private <T> T value(Setting setting, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(setting.key()), setting.key()));
    }

    /** The host: as set, else that of the first listener, else the loopback address. */
    String host() {
        return optional(Setting.HOST).orElseGet(() -> listener() == null ? "localhost" : hostOf(listener()));
    }

    /** The port: as set, else that of the first listener, else any. */
    int port() {
        return optional(Setting.PORT)
                .map(Integer::parseInt)
                .orElseGet(() -> listener() == null ? 0 : portOf(listener()));
    }

    /** Whether it listens with TLS: the listener says https, or there is a key store. */
    boolean isTls() {
        String listener = listener();
        return listener == null ? optional(Setting.KEYSTORE).isPresent() : listener.startsWith("https");
    }

    private @Nullable String listener() {
        return values.get(Setting.LISTENERS.key()) instanceof List<?> listeners && !listeners.isEmpty()
                ? String.valueOf(listeners.get(0))
                : null;
    }

    private static String hostOf(@Nullable String listener) {
        String address = String.valueOf(listener).replaceFirst("^[A-Za-z]+://", "");
        String host = address.contains(":") ? address.substring(0, address.lastIndexOf(':')) : address;
        return host.isEmpty() ? "0.0.0.0" : host;
    }

    private static int portOf(@Nullable String listener) {
        String address = String.valueOf(listener).replaceFirst("^[A-Za-z]+://", "");
        return address.contains(":") ? Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) : 0;
    }

    /** Settings of Kafka's clients: what follows {@code kafkastore.}, as far as it is not a setting of its own. */
    Map<String, Object> kafkaClientSettings() {
        Map<String, Object> settings = new HashMap<>();
        properties.forEach((key, value) -> {
            String name = key.startsWith("kafkastore.") ? key.substring("kafkastore.".length()) : "";
            if (name.startsWith("security.") || name.startsWith("sasl.") || name.startsWith("ssl.")) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
