package dev.avenant.registry.http;

import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Sends a request on to the leader. It is sent once: whether a lost one was done, only its client can ask. */
final class LeaderClient {

    private static final String FORWARDED = "X-Forward";
    private static final String POSITION = "X-Registry-Position";
    private static final List<String> PASSED = List.of("Accept", "Content-Type", "Authorization", "X-API-Key");

    private final Duration timeout;
    private final SslContextFactory.@Nullable Server tls;
    private @Nullable HttpClient client;

    /** Made with {@code tls}: the keys and trust of this registry, which are those of the others too; null for the JVM's */
    LeaderClient(Duration timeout, SslContextFactory.@Nullable Server tls) {
        this.timeout = timeout;
        this.tls = tls;
    }

    /** What the leader answered, and how far the log was then. */
    record Forwarded(ApiResponse response, long position) {}

    /** Whether another registry sent the request on. */
    static boolean isForwarded(HttpExchange exchange) {
        return exchange.header(FORWARDED) != null;
    }

    /** The response with how far the log is, for the registry that sent the request on. */
    static ApiResponse withPosition(ApiResponse response, long position) {
        return response.withHeader(POSITION, Long.toString(position));
    }

    Forwarded send(URI leader, HttpExchange exchange, byte[] body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(leader + UriEscapes.complete(exchange.pathAndQuery())))
                .timeout(timeout)
                .header(FORWARDED, "true")
                .method(
                        exchange.method(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : PASSED) {
            String value = exchange.header(header);
            if (value != null) {
                builder.header(header, value);
            }
        }
        try {
            HttpResponse<byte[]> response = client().send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse(null);
            long position = response.headers().firstValueAsLong(POSITION).orElse(0);
            return new Forwarded(ApiResponse.forwarded(response.statusCode(), response.body(), type), position);
        } catch (IOException failed) {
            throw RestException.of(RegistryErrorCode.FORWARDING_FAILED);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RestException.of(RegistryErrorCode.FORWARDING_FAILED);
        }
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
            if (tls != null) {
                builder.sslContext(tls.getSslContext());
            }
            known = builder.build();
            client = known;
        }
        return known;
    }
}
