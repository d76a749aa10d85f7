package dev.avenant.benchmarks.registry;

import dev.avenant.benchmarks.http.Connection;
import java.net.URI;
import java.util.Map;

/** Requests to a registry, as they go over the wire. */
final class RegistryRequest {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/vnd.schemaregistry.v1+json");

    private RegistryRequest() {}

    static byte[] get(URI url, String path) {
        return Connection.request(url, "GET", path, Map.of(), "");
    }

    static byte[] post(URI url, String path, String body) {
        return Connection.request(url, "POST", path, JSON, body);
    }
}
