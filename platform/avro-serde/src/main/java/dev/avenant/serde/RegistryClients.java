package dev.avenant.serde;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryConnection;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the client that the settings describe. */
final class RegistryClients {

    private static final String MOCK = "mock://";
    private static final Duration NO_LIMIT = Duration.ofDays(3650);

    private RegistryClients() {}

    static RegistryClient of(SerdeConfig config) {
        RegistryClient registry = withoutBundle(config);
        String bundle = config.text(AvroSettings.SCHEMA_BUNDLE);
        return bundle.isEmpty()
                ? registry
                : new BundledRegistryClient(
                        SchemaBundle.load(bundle, Thread.currentThread().getContextClassLoader()), registry);
    }

    private static RegistryClient withoutBundle(SerdeConfig config) {
        List<String> urls = config.getList(AvroSettings.URL);
        if (urls.isEmpty()) {
            throw new SerdeArgumentException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    FailureSite.UNKNOWN,
                    "Setting " + AvroSettings.URL + " must name at least one URL but is empty",
                    null);
        }
        if (urls.stream().anyMatch(url -> url.startsWith(MOCK))) {
            return inMemory(urls);
        }
        List<URI> registries =
                new ArrayList<>(urls.stream().map(RegistryClients::parse).toList());
        if (config.getBoolean(AvroSettings.URL_RANDOMIZE)) {
            Collections.shuffle(registries);
        }
        RegistryConnection connection = RegistryConnection.to(registries)
                .withTimeouts(
                        patience(config, AvroSettings.CONNECT_TIMEOUT), patience(config, AvroSettings.READ_TIMEOUT))
                .withRetries(new RegistryConnection.Retries(
                        notNegative(config, AvroSettings.MAX_RETRIES),
                        Duration.ofMillis(notNegative(config, AvroSettings.RETRIES_WAIT)),
                        Duration.ofMillis(notNegative(config, AvroSettings.RETRIES_MAX_WAIT))))
                .withCredentials(Credentials.of(config))
                .withTls(registries.stream().anyMatch(url -> "https".equals(url.getScheme())) ? Tls.of(config) : null);
        String proxy = config.text(AvroSettings.PROXY_HOST);
        return new HttpRegistryClient(
                proxy.isEmpty()
                        ? connection
                        : connection.withProxy(InetSocketAddress.createUnresolved(proxy, proxyPort(config))));
    }

    private static int proxyPort(SerdeConfig config) {
        int port = config.getInt(AvroSettings.PROXY_PORT);
        if (port < 1 || port > 65_535) {
            throw SerdeConfig.refused(
                    AvroSettings.PROXY_PORT,
                    "it is " + port + ", and " + AvroSettings.PROXY_HOST + " needs a port from 1 to 65535");
        }
        return port;
    }

    private static RegistryClient inMemory(List<String> urls) {
        if (urls.size() > 1) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    FailureSite.UNKNOWN,
                    "Setting " + AvroSettings.URL + " must name one " + MOCK + " registry alone but names " + urls,
                    null);
        }
        return InMemoryRegistryClient.scope(urls.get(0).substring(MOCK.length()));
    }

    private static URI parse(String url) {
        try {
            URI parsed = new URI(url.trim());
            String scheme = parsed.getScheme();
            if (parsed.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return parsed;
            }
            throw new MalformedURLException("expected http://host:port or https://host:port but found '" + url + "'");
        } catch (URISyntaxException | MalformedURLException malformed) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    FailureSite.UNKNOWN,
                    "Setting " + AvroSettings.URL + " is no list of URLs: " + malformed.getMessage(),
                    malformed);
        }
    }

    /** Zero stands for no limit, as it does in Java's older HTTP client. */
    static Duration patience(SerdeConfig config, String key) {
        int millis = notNegative(config, key);
        return millis == 0 ? NO_LIMIT : Duration.ofMillis(millis);
    }

    private static int notNegative(SerdeConfig config, String key) {
        int value = config.getInt(key);
        if (value < 0) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    FailureSite.UNKNOWN,
                    "Setting " + key + " must be at least 0 but is " + value,
                    null);
        }
        return value;
    }
}
