package dev.avenant.serde;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avenant.registry.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value written and read, each with a client of its own that has to reach the registry. */
final class RoundTrip {

    private RoundTrip() {}

    static @Nullable Object roundTrip(SchemaRegistry registry, Map<String, ?> more) {
        return roundTrip(registry.url().toString(), more);
    }

    /** Writes and reads with clients of their own, each of which has to reach the registry. */
    static @Nullable Object roundTrip(String url, Map<String, ?> more) {
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(settings(url, more), false);
            deserializer.configure(settings(url, more), false);
            return deserializer.deserialize("t", serializer.serialize("t", "a"));
        }
    }

    static Map<String, Object> settings(String url, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", url);
        settings.put("auto.register.schemas", true);
        settings.put("retries.wait.ms", 1);
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
        settings.putAll(more);
        return settings;
    }

    /** Answers 200 with a body, or 403 without one. */
    interface Answer {
        @Nullable
        String to(HttpExchange exchange) throws IOException;
    }

    static HttpServer server(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = answer.to(exchange);
                byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(body == null ? 403 : 200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }
}
