package dev.avenant.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogCoordinator;
import dev.avenant.registry.log.RecordReplayer;
import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** REGISTRY_API.md names the endpoints that there are, each with the parameters that it reads. */
@Tag("fast")
class RegistryApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "REGISTRY_API.md");
    private static final String ASSOCIATION =
            "{\"resourceName\":\"t\",\"resourceNamespace\":\"n\",\"resourceId\":\"i\",\"associations\":[{\"subject\":\"a\",\"opType\":\"CREATE\"}]}";

    @Test
    void namesEveryEndpointAndEachOfItsParameters() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.contains("| `/"))
                .map(RegistryApiDocumentTest::withoutState)
                .toList();

        List<String> served = new World()
                .api.endpoints().stream().map(RegistryApiDocumentTest::row).toList();

        assertThat(documented).containsExactlyElementsOf(served);
    }

    private static String withoutState(String line) {
        return line.substring(0, line.lastIndexOf('|', line.length() - 2)).strip();
    }

    private static String row(Endpoint endpoint) {
        String parameters = endpoint.parameters().stream()
                .map(parameter -> "`" + parameter + "`")
                .collect(Collectors.joining(", "));
        String rights = endpoint.role().name().toLowerCase(Locale.ROOT) + " on "
                + endpoint.scope().label();
        return "| " + endpoint.method() + " | `" + endpoint.template() + "` | " + parameters + " | " + rights;
    }

    static List<String> endpoints() {
        return new World()
                .api.endpoints().stream()
                        .map(endpoint -> endpoint.method() + " " + endpoint.template())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void readsEveryParameterThatItHas(String name) {
        World world = new World();
        Endpoint endpoint = world.endpoint(name);

        Set<String> read = world.parametersReadBy(endpoint);

        assertThat(read).containsAll(endpoint.parameters());
    }

    static List<String> readingEndpoints() {
        return new World()
                .api.endpoints().stream()
                        .filter(endpoint -> endpoint.role() == Role.READ)
                        .map(endpoint -> endpoint.method() + " " + endpoint.template())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("readingEndpoints")
    void changesNothingForWhoMayOnlyRead(String name) {
        World world = new World();
        Endpoint endpoint = world.endpoint(name);
        world.prepare(endpoint);
        long before = world.log.nextOffset();

        world.send(endpoint, Map.of());

        assertThat(world.log.nextOffset()).isEqualTo(before);
    }

    @Test
    void asksForMoreThanTheRoleToReadWhereAMethodChangesSomething() {
        assertThat(new World().api.endpoints())
                .filteredOn(endpoint -> Set.of("PUT", "DELETE").contains(endpoint.method()))
                .allMatch(Endpoint::writes);
    }

    /** A registry without HTTP that holds a subject {@code a} with a guid, and a topic {@code t} that uses it. */
    private static final class World {

        final Api api;
        private final Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));

        private final InMemoryLog log = new InMemoryLog();

        World() {
            log.start(new RecordReplayer(catalog, () -> {}));
            api = new Api(
                    catalog,
                    new LogCoordinator(log),
                    new Api.Rules(
                            true, false, false, new ServerIdentity(() -> "none", "none"), Access.OPEN, Limits.DEFAULT));
            call(endpoint("POST /subjects/{subject}/versions"), Map.of());
            call(endpoint("POST /associations"), Map.of());
        }

        Endpoint endpoint(String name) {
            return api.endpoints().stream()
                    .filter(endpoint -> name.equals(endpoint.method() + " " + endpoint.template()))
                    .findFirst()
                    .orElseThrow();
        }

        Set<String> parametersReadBy(Endpoint endpoint) {
            ReadParameters read = new ReadParameters();
            assertThat(call(endpoint, read).status()).isLessThan(300);
            return read.names;
        }

        private ApiResponse call(Endpoint endpoint, Map<String, List<String>> query) {
            prepare(endpoint);
            return send(endpoint, query);
        }

        /** Makes what the endpoint takes away or shows. */
        private void prepare(Endpoint endpoint) {
            if (endpoint.method().equals("DELETE") && endpoint.template().startsWith("/subjects")) {
                call(endpoint("DELETE /associations/resources/{resourceId}"), Map.of());
            }
            if (!endpoint.method().equals("PUT") && endpoint.template().matches("/(config|mode)/.*")) {
                call(endpoint("PUT" + " " + endpoint.template()), Map.of());
            }
        }

        private ApiResponse send(Endpoint endpoint, Map<String, List<String>> query) {
            Map<String, String> variables = new HashMap<>(
                    Map.of("subject", "a", "version", "1", "id", "1", "resourceId", "i", "context", "none"));
            variables.putAll(Map.of("resourceNamespace", "n", "resourceName", "t"));
            variables.put(
                    "guid",
                    catalog.latest("a")
                            .map(version -> version.guid().toString())
                            .orElse(""));
            variables.keySet().removeIf(variable -> !endpoint.template().contains("{" + variable + "}"));
            byte[] body = body(endpoint).getBytes(StandardCharsets.UTF_8);
            RequestPath path = new RequestPath(endpoint, variables, null, api.aliases()::resolve);
            return endpoint.action().answer(new ApiRequest(path, null, query, body));
        }

        private static String body(Endpoint endpoint) {
            String template = endpoint.template();
            if (template.startsWith("/config")) {
                return "{\"compatibility\":\"NONE\"}";
            }
            if (template.startsWith("/mode")) {
                return "{\"mode\":\"READWRITE\"}";
            }
            if (template.startsWith("/associations:")) {
                return "{\"requests\":[" + ASSOCIATION + "]}";
            }
            return template.startsWith("/associations")
                    ? ASSOCIATION
                    : "{\"schema\":\"\\\"string\\\"\",\"metadata\":{\"properties\":{\"k\":\"v\"}}}";
        }
    }

    /** A query without parameters that keeps the names that it was asked for. */
    private static final class ReadParameters extends AbstractMap<String, List<String>> {

        private final Set<String> names = new TreeSet<>();

        @Override
        public @Nullable List<String> get(Object name) {
            names.add(String.valueOf(name));
            return null;
        }

        @Override
        public List<String> getOrDefault(Object name, List<String> otherwise) {
            names.add(String.valueOf(name));
            return otherwise;
        }

        @Override
        public Set<Map.Entry<String, List<String>>> entrySet() {
            return Set.of();
        }
    }
}
