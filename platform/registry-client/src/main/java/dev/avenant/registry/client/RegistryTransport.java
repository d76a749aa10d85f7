package dev.avenant.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.RegistryMediaTypes;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges with one of several registries. An exchange goes to the registry that answered last; where none answers or
 * one cannot serve, the next is tried at once, and when all have failed, all again after a wait. An answer that would
 * be the same next time ends it.
 */
final class RegistryTransport {

    /** A newer registry may have more members, and more words for those that there are. */
    static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_OWN_CODE = 1000;

    private final RegistryConnection connection;
    private final HttpClient http;
    private final AtomicInteger current = new AtomicInteger();

    RegistryTransport(RegistryConnection connection) {
        this.connection = connection;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connection.connectTimeout());
        if (connection.tls() != null) {
            builder.sslContext(connection.tls());
        }
        if (connection.proxy() != null) {
            builder.proxy(ProxySelector.of(connection.proxy()));
        }
        this.http = builder.build();
    }

    <T> T exchange(String method, String path, @Nullable Object body, TypeReference<T> type) {
        Call<T> call = new Call<>(method, path, body == null ? null : write(body), type);
        RegistryException last = null;
        for (int attempt = 0; attempt <= connection.retries().atMost(); attempt++) {
            if (attempt > 0) {
                pause(attempt);
            }
            for (int tried = 0; tried < connection.urls().size(); tried++) {
                int index = Math.floorMod(current.get(), connection.urls().size());
                try {
                    return once(call, connection.urls().get(index));
                } catch (RegistryException failed) {
                    last = failed;
                    if (!mayPassNextTime(failed)) {
                        throw failed;
                    }
                    current.compareAndSet(index, (index + 1) % connection.urls().size());
                }
            }
        }
        throw Objects.requireNonNull(last, "every attempt returns or fails");
    }

    private <T> T once(Call<T> call, URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(url, call.path()))
                .timeout(connection.readTimeout())
                .header("Accept", RegistryMediaTypes.SCHEMA_REGISTRY_V1 + ", " + RegistryMediaTypes.JSON)
                .header("Content-Type", RegistryMediaTypes.SCHEMA_REGISTRY_V1)
                .method(
                        call.method(),
                        call.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        connection.credentials().headers(url).forEach(request::header);
        WholeResponse response = send(request.build(), call, url);
        if (response.statusCode() != OK) {
            throw refusal(response, call, url);
        }
        try {
            T value = JSON.readValue(response.body(), call.type());
            if (value == null) {
                throw notARegistry(call, url, new Reason(OK, 0, "the answer is null"), null);
            }
            return value;
        } catch (JsonProcessingException unreadable) {
            throw notARegistry(call, url, new Reason(OK, 0, unreadable.getOriginalMessage()), unreadable);
        }
    }

    private WholeResponse send(HttpRequest request, Call<?> call, URI url) {
        try {
            return WholeResponse.send(http, request);
        } catch (IOException failed) {
            IOException plain = inPlainWords(failed, request.uri(), connection);
            String reason = plain.getMessage() == null ? plain.getClass().getSimpleName() : plain.getMessage();
            throw new RegistryException(
                    RegistryException.Kind.UNREACHABLE,
                    0,
                    0,
                    "The schema registry at " + RegistryConnection.withoutUser(url) + " did not answer " + call + ": "
                            + reason,
                    plain);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryException.Kind.UNREACHABLE, 0, 0, "Interrupted during " + call, interrupted);
        }
    }

    private static IOException inPlainWords(IOException failed, URI uri, RegistryConnection connection) {
        IOException plain = failed;
        if (failed instanceof HttpConnectTimeoutException) {
            plain = new SocketTimeoutException("no connection within " + longestConnect(connection));
        } else if (failed instanceof HttpTimeoutException) {
            plain = new SocketTimeoutException("no answer within " + connection.readTimeout());
        } else if (failed instanceof ConnectException && isUnresolved(failed)) {
            plain = new UnknownHostException(uri.getHost());
        } else if (failed instanceof ConnectException && failed.getMessage() == null) {
            plain = new ConnectException("Connection refused");
        } else if (failed.getClass() == IOException.class || failed instanceof EOFException) {
            plain = new SocketException("Connection closed before the answer came (" + failed.getMessage() + ")");
        }
        if (plain != failed) {
            plain.initCause(failed);
        }
        return plain;
    }

    /** The time for an answer begins before the connection stands, so the shorter of the two ends both. */
    private static Duration longestConnect(RegistryConnection connection) {
        return connection.connectTimeout().compareTo(connection.readTimeout()) < 0
                ? connection.connectTimeout()
                : connection.readTimeout();
    }

    private static boolean isUnresolved(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static RegistryException refusal(WholeResponse response, Call<?> call, URI url) {
        int status = response.statusCode();
        ErrorBody error = errorOf(response.body());
        RegistryException.Kind kind = kindOf(status, error);
        if (kind == RegistryException.Kind.NOT_A_REGISTRY) {
            return notARegistry(call, url, new Reason(status, error.code(), error.text()), null);
        }
        return new RegistryException(
                kind,
                status,
                error.code(),
                "The schema registry at " + RegistryConnection.withoutUser(url) + " answered " + call + " with "
                        + status + ": " + error.text(),
                null);
    }

    private static RegistryException.Kind kindOf(int status, ErrorBody error) {
        return switch (status) {
            case 401, 403 -> RegistryException.Kind.REFUSED;
            case 408 -> RegistryException.Kind.UNAVAILABLE;
            case 429 -> RegistryException.Kind.THROTTLED;
            case 501 -> RegistryException.Kind.NOT_A_REGISTRY;
            case NOT_FOUND ->
                error.code() >= FIRST_OWN_CODE && error.code() != RegistryErrorCode.UNREADABLE_ERROR.code()
                        ? RegistryException.Kind.NOT_FOUND
                        : RegistryException.Kind.NOT_A_REGISTRY;
            default ->
                status >= 500
                        ? RegistryException.Kind.UNAVAILABLE
                        : status < 400 ? RegistryException.Kind.NOT_A_REGISTRY : RegistryException.Kind.REJECTED;
        };
    }

    private static RegistryException notARegistry(Call<?> call, URI url, Reason reason, @Nullable Throwable cause) {
        return new RegistryException(
                RegistryException.Kind.NOT_A_REGISTRY,
                reason.status(),
                reason.code(),
                "What answers at " + RegistryConnection.withoutUser(url) + " is no schema registry (" + call + " with "
                        + reason.status() + ": " + reason.text() + "). Check the registry's URL",
                cause);
    }

    private record Reason(int status, int code, String text) {}

    private static boolean mayPassNextTime(RegistryException failed) {
        if (failed.getCause() instanceof SocketTimeoutException || failed.getCause() instanceof InterruptedException) {
            // The caller has waited as long as the settings say already.
            return false;
        }
        return failed.isTransient()
                || (failed.kind() == RegistryException.Kind.NOT_A_REGISTRY && failed.status() == OK);
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(connection
                    .retries()
                    .before(attempt, ThreadLocalRandom.current().nextDouble())
                    .toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryException.Kind.UNREACHABLE,
                    0,
                    0,
                    "Interrupted while waiting to ask the schema registry again",
                    interrupted);
        }
    }

    private static ErrorBody errorOf(String body) {
        try {
            ErrorBody error = JSON.readValue(body, ErrorBody.class);
            return error == null || error.code() == 0
                    ? new ErrorBody(RegistryErrorCode.UNREADABLE_ERROR.code(), body)
                    : error;
        } catch (JsonProcessingException noError) {
            return new ErrorBody(RegistryErrorCode.UNREADABLE_ERROR.code(), body.isEmpty() ? "an empty answer" : body);
        }
    }

    private static URI address(URI url, String path) {
        return URI.create(RegistryConnection.withoutUser(url) + path);
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A request body of this client is always JSON", impossible);
        }
    }

    private record Call<T>(
            String method, String path, @Nullable String body, TypeReference<T> type) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ErrorBody(
            @JsonProperty("error_code") int code, @Nullable String message) {
        String text() {
            String text = message == null || message.isBlank() ? "no message" : message;
            return text.length() > 500 ? text.substring(0, 500) + "…" : text;
        }
    }
}
