package dev.avenant.registry.client.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.SHORT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import dev.avenant.registry.client.UrlText;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How a registry is reached, and as whom: URLs to fail over between, credentials, TLS, proxy, timeouts and retries.
 * Names, types and defaults are Confluent's, so that a configuration can be copied. Settings of others are left alone,
 * as Kafka hands over everything that a client was given.
 *
 * <p>What cannot be used is an {@link InvalidRegistrySettingException} or another {@link
 * ConfigException}; its message names the setting and holds no secret. Only {@link
 * #connection()} and {@link #client()} read key stores and credentials; nothing is sent before the client's first call.
 */
public final class RegistryClientConfig extends AbstractConfig {

    public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    public static final String SCHEMA_REGISTRY_URL_RANDOMIZE = "schema.registry.url.randomize";
    public static final String HTTP_CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
    public static final String HTTP_READ_TIMEOUT_MS = "http.read.timeout.ms";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRIES_WAIT_MS = "retries.wait.ms";
    public static final String RETRIES_MAX_WAIT_MS = "retries.max.wait.ms";
    public static final String PROXY_HOST = "proxy.host";
    public static final String PROXY_PORT = "proxy.port";
    public static final String BASIC_AUTH_CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String BASIC_AUTH_USER_INFO = "basic.auth.user.info";
    public static final String SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO = "schema.registry.basic.auth.user.info";
    public static final String BEARER_AUTH_CREDENTIALS_SOURCE = "bearer.auth.credentials.source";
    public static final String BEARER_AUTH_TOKEN = "bearer.auth.token";
    public static final String BEARER_AUTH_ISSUER_ENDPOINT_URL = "bearer.auth.issuer.endpoint.url";
    public static final String BEARER_AUTH_CLIENT_ID = "bearer.auth.client.id";
    public static final String BEARER_AUTH_CLIENT_SECRET = "bearer.auth.client.secret";
    public static final String BEARER_AUTH_SCOPE = "bearer.auth.scope";
    public static final String BEARER_AUTH_SCOPE_CLAIM_NAME = "bearer.auth.scope.claim.name";
    public static final String BEARER_AUTH_SUB_CLAIM_NAME = "bearer.auth.sub.claim.name";
    public static final String BEARER_AUTH_CACHE_EXPIRY_BUFFER_SECONDS = "bearer.auth.cache.expiry.buffer.seconds";
    public static final String BEARER_AUTH_CUSTOM_PROVIDER_CLASS = "bearer.auth.custom.provider.class";
    public static final String BEARER_AUTH_LOGICAL_CLUSTER = "bearer.auth.logical.cluster";
    public static final String BEARER_AUTH_IDENTITY_POOL_ID = "bearer.auth.identity.pool.id";

    /** Before the names of Kafka's own TLS settings, such as {@code ssl.truststore.location}. */
    public static final String SSL_PREFIX = "schema.registry.";

    /** What begins with it is sent as a header of every request to the registry, under the rest of its name. */
    public static final String REQUEST_HEADER_PREFIX = "request.header.";

    /** How names begin that are settings of this configuration, or misspelt ones. */
    public static final List<String> PREFIXES = List.of("schema.registry.", "basic.auth.", "bearer.auth.");

    private static final String MOCK = "mock://";
    private static final Duration NO_LIMIT = Duration.ofDays(3650);
    private static final int LARGEST_PORT = 65_535;
    private static final ConfigDef DEFINITION = table();

    /** Reads the settings; a value of the wrong type, and two ways to say who asks, are refused at once. */
    public RegistryClientConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        if (isGiven(BASIC_AUTH_CREDENTIALS_SOURCE) && isGiven(BEARER_AUTH_CREDENTIALS_SOURCE)) {
            throw new InvalidRegistrySettingException(
                    BEARER_AUTH_CREDENTIALS_SOURCE,
                    "cannot be used: it is given together with " + BASIC_AUTH_CREDENTIALS_SOURCE
                            + "; remove one of them");
        }
    }

    /**
     * Refuses names that mean nothing here, where nobody else's settings stand beside them. A provider of credentials for
     * CUSTOM is handed all of them, so with one that is named only those are refused that look like a setting of this
     * configuration.
     *
     * @throws ConfigException with the name and the known one that is nearest to it
     */
    public static void requireKnown(Collection<String> names) {
        Set<String> known = new HashSet<>(DEFINITION.names());
        known.add(SaslConfigs.SASL_JAAS_CONFIG);
        List<String> whatever = List.of("");
        new SettingNames(known, names.contains(BEARER_AUTH_CUSTOM_PROVIDER_CLASS) ? PREFIXES : whatever, List.of())
                .requireKnown(names.stream()
                        .filter(name -> !name.startsWith(REQUEST_HEADER_PREFIX))
                        .filter(name -> !name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG))
                        .sorted()
                        .toList());
    }

    /** Every setting: name, type, default, validator, importance and what it is for. */
    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    private static ConfigDef table() {
        ConfigDef settings = new ConfigDef()
                .define(
                        SCHEMA_REGISTRY_URL,
                        LIST,
                        HIGH,
                        "URLs of the registry, tried in turn; mock://name for one in memory.")
                .define(SCHEMA_REGISTRY_URL_RANDOMIZE, BOOLEAN, false, MEDIUM, "Begin with any of the URLs.")
                .define(
                        HTTP_CONNECT_TIMEOUT_MS,
                        INT,
                        60_000,
                        MEDIUM,
                        "Milliseconds to wait for a connection; 0 for no limit.")
                .define(
                        HTTP_READ_TIMEOUT_MS,
                        INT,
                        60_000,
                        MEDIUM,
                        "Milliseconds to wait for an answer; 0 for no limit.")
                .define(MAX_RETRIES, INT, 3, MEDIUM, "How often a request is repeated that may pass later.")
                .define(
                        RETRIES_WAIT_MS,
                        INT,
                        1000,
                        MEDIUM,
                        "Milliseconds before the first repetition; the wait doubles each time.")
                .define(RETRIES_MAX_WAIT_MS, INT, 20_000, MEDIUM, "Milliseconds that a wait grows to.")
                .define(PROXY_HOST, STRING, "", MEDIUM, "An HTTP proxy on the way to the registry.")
                .define(PROXY_PORT, INT, -1, MEDIUM, "Its port, from 1 to 65535.")
                .define(
                        BASIC_AUTH_CREDENTIALS_SOURCE,
                        STRING,
                        "URL",
                        MEDIUM,
                        "Where user and password stand: URL, USER_INFO or SASL_INHERIT.")
                .define(BASIC_AUTH_USER_INFO, PASSWORD, "", MEDIUM, "user:password for USER_INFO.")
                .define(SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO, PASSWORD, "", MEDIUM, "The older name of the same.")
                .define(
                        BEARER_AUTH_CREDENTIALS_SOURCE,
                        STRING,
                        "STATIC_TOKEN",
                        MEDIUM,
                        "Where the token comes from: STATIC_TOKEN, OAUTHBEARER or CUSTOM.")
                .define(BEARER_AUTH_TOKEN, PASSWORD, "", MEDIUM, "The token for STATIC_TOKEN.")
                .define(BEARER_AUTH_ISSUER_ENDPOINT_URL, STRING, null, MEDIUM, "Where OAUTHBEARER gets tokens.")
                .define(BEARER_AUTH_CLIENT_ID, STRING, null, MEDIUM, "The client id for OAUTHBEARER.")
                .define(BEARER_AUTH_CLIENT_SECRET, PASSWORD, null, MEDIUM, "The client secret for OAUTHBEARER.")
                .define(BEARER_AUTH_SCOPE, STRING, null, MEDIUM, "The scope that OAUTHBEARER asks for.")
                .define(BEARER_AUTH_SCOPE_CLAIM_NAME, STRING, "scope", LOW, "Kept for copied configurations.")
                .define(BEARER_AUTH_SUB_CLAIM_NAME, STRING, "sub", LOW, "Kept for copied configurations.")
                .define(
                        BEARER_AUTH_CACHE_EXPIRY_BUFFER_SECONDS,
                        SHORT,
                        (short) 300,
                        Range.between(0, 3600),
                        LOW,
                        "Seconds before its end that a token is renewed.")
                .define(
                        BEARER_AUTH_CUSTOM_PROVIDER_CLASS,
                        STRING,
                        null,
                        MEDIUM,
                        "For CUSTOM: a class that implements RegistryCredentials.")
                .define(BEARER_AUTH_LOGICAL_CLUSTER, STRING, null, MEDIUM, "Sent with a token as target-sr-cluster.")
                .define(
                        BEARER_AUTH_IDENTITY_POOL_ID,
                        STRING,
                        null,
                        MEDIUM,
                        "Sent with a token as Confluent-Identity-Pool-Id.");
        return TlsContext.addTo(settings, SSL_PREFIX);
    }

    /**
     * The registry that the settings describe.
     *
     * @return a client over HTTP, or one in memory for {@code mock://name}; the caller closes it
     */
    public RegistryClient client() {
        List<String> urls = urls();
        if (urls.stream().noneMatch(url -> url.startsWith(MOCK))) {
            return new HttpRegistryClient(connection());
        }
        if (urls.size() > 1) {
            throw new InvalidRegistrySettingException(
                    SCHEMA_REGISTRY_URL, "must name one " + MOCK + " registry alone but names " + urls.size());
        }
        return InMemoryRegistryClient.scope(urls.get(0).substring(MOCK.length()));
    }

    /** How the registry is reached over HTTP, for a client that changes some of it. */
    public RegistryConnection connection() {
        List<URI> registries =
                new ArrayList<>(urls().stream().map(RegistryClientConfig::parse).toList());
        if (getBoolean(SCHEMA_REGISTRY_URL_RANDOMIZE)) {
            Collections.shuffle(registries);
        }
        RegistryConnection connection = RegistryConnection.to(registries)
                .withTimeouts(timeout(HTTP_CONNECT_TIMEOUT_MS), timeout(HTTP_READ_TIMEOUT_MS))
                .withRetries(new RegistryConnection.Retries(
                        notNegative(MAX_RETRIES),
                        Duration.ofMillis(notNegative(RETRIES_WAIT_MS)),
                        Duration.ofMillis(notNegative(RETRIES_MAX_WAIT_MS))))
                .withCredentials(CredentialsSettings.of(this))
                .withTls(
                        registries.stream().anyMatch(url -> "https".equals(url.getScheme()))
                                ? TlsContext.of(this, SSL_PREFIX)
                                : null);
        String proxy = text(PROXY_HOST);
        return proxy.isEmpty()
                ? connection
                : connection.withProxy(InetSocketAddress.createUnresolved(proxy, proxyPort()));
    }

    private List<String> urls() {
        List<String> urls = getList(SCHEMA_REGISTRY_URL);
        if (urls.isEmpty()) {
            throw new InvalidRegistrySettingException(SCHEMA_REGISTRY_URL, "must name at least one URL but is empty");
        }
        return urls;
    }

    private static URI parse(String url) {
        try {
            URI parsed = new URI(url.trim());
            String scheme = parsed.getScheme();
            if (parsed.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return parsed;
            }
        } catch (URISyntaxException malformed) {
            // Said below, like every other text that is no URL.
        }
        String why = "expected http://host:port or https://host:port but found '" + UrlText.withoutUser(url) + "'";
        throw new InvalidRegistrySettingException(
                SCHEMA_REGISTRY_URL, "is no list of URLs: " + why, new MalformedURLException(why));
    }

    private int proxyPort() {
        int port = getInt(PROXY_PORT);
        if (port < 1 || port > LARGEST_PORT) {
            throw new InvalidRegistrySettingException(
                    PROXY_PORT,
                    "cannot be used: it is " + port + ", and " + PROXY_HOST + " needs a port from 1 to "
                            + LARGEST_PORT);
        }
        return port;
    }

    /** Zero stands for no limit, as it does in Java's older HTTP client. */
    Duration timeout(String name) {
        int millis = notNegative(name);
        return millis == 0 ? NO_LIMIT : Duration.ofMillis(millis);
    }

    private int notNegative(String name) {
        int value = getInt(name);
        if (value < 0) {
            throw new InvalidRegistrySettingException(name, "must be at least 0 but is " + value);
        }
        return value;
    }

    /** Whether a setting was given, and not empty. */
    boolean isGiven(String name) {
        Object value = originals().get(name);
        return value != null && !value.toString().isEmpty();
    }

    String text(String name) {
        String value = getString(name);
        return value == null ? "" : value;
    }

    String secret(String name) {
        return getPassword(name) == null ? "" : getPassword(name).value();
    }
}
