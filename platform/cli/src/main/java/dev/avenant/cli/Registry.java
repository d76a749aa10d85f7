package dev.avenant.cli;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which registry a command talks to. */
final class Registry {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:SCHEMA_REGISTRY_URL:-http://localhost:8081}",
            description = "The schema registry (default: $SCHEMA_REGISTRY_URL or http://localhost:8081).")
    private URI url = URI.create("http://localhost:8081");

    URI url() {
        if (url.getScheme() == null || !url.getScheme().startsWith("http") || url.getHost() == null) {
            throw CommandFailure.usage("Expected a registry URL such as http://localhost:8081 but found " + url + ".");
        }
        return url;
    }

    RegistryClient client() {
        return new HttpRegistryClient(url(), TIMEOUT);
    }

    boolean isLocal() {
        return LOCAL.contains(url().getHost());
    }
}
