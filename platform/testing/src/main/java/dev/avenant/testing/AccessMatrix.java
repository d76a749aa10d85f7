package dev.avenant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.avenant.testing.AccessTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks everything of a running service as everybody, and holds the answers against the table that tells people who may ask
 * what. An endpoint without a row fails, and so does a row without an endpoint. What the service's health says of a part
 * beside its status is for administrators, in every service.
 *
 * <p>A column is a caller: {@code nobody}, who has no access token; a role, as whom the owner of the thing asks if it has
 * one of that role; {@code other} and a role, as whom somebody asks who owns nothing.
 */
public final class AccessMatrix {

    private static final String NOBODY = "nobody";
    private static final String OTHER = "other ";
    private static final String ANYTHING = "/**";
    private static final String ADMINISTRATOR = "ADMINISTRATOR";
    private static final String DETAILS = "details";

    /** What every service has. */
    private static final AccessScene ACTUATOR =
            new AccessScene(Map.of(), Map.of("requiredMetricName", "jvm.memory.used", ANYTHING, "/readiness"), null);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AccessTable table;
    private final SortedSet<String> endpoints;
    private final URI address;
    private final Tokens tokens;
    private final Function<String, AccessScene> scenes;

    /** Signs somebody in. */
    @FunctionalInterface
    public interface Tokens {

        /** An access token that the service takes. */
        String of(UUID user, String... roles);
    }

    private AccessMatrix(
            AccessTable table,
            SortedSet<String> endpoints,
            URI address,
            Tokens tokens,
            Function<String, AccessScene> scenes) {
        this.table = table;
        this.endpoints = endpoints;
        this.address = address;
        this.tokens = tokens;
        this.scenes = scenes;
    }

    /**
     * The tests of a service.
     *
     * @param document the document with the table
     * @param headings under which it is for this service
     * @param service the running service
     * @param address where it runs
     * @param scenes makes what a row is tried on, told the row's request and, behind a space, whose it is; not asked about
     *     the actuator
     */
    public static Stream<DynamicNode> tests(
            Path document,
            List<String> headings,
            ApplicationContext service,
            URI address,
            Tokens tokens,
            Function<String, AccessScene> scenes) {
        return new AccessMatrix(AccessTable.in(document, headings), endpointsOf(service), address, tokens, scenes)
                .tests();
    }

    private Stream<DynamicNode> tests() {
        DynamicNode complete = dynamicTest(
                "has a row for each endpoint, and an endpoint for each row",
                () -> assertThat(table.requests()).isEqualTo(endpoints));
        Map<String, List<Row>> rows =
                table.rows().stream().collect(Collectors.groupingBy(Row::request, TreeMap::new, Collectors.toList()));
        DynamicNode health = dynamicTest(
                "says why a part is not well to administrators alone",
                this::verifyThatHealthHasDetailsForAdministrators);
        return Stream.concat(
                Stream.of(complete, health),
                rows.entrySet().stream()
                        .map(request -> dynamicContainer(
                                request.getKey(), request.getValue().stream().flatMap(this::testsOf))));
    }

    private void verifyThatHealthHasDetailsForAdministrators() throws IOException, InterruptedException {
        assertThat(health(null).findValue(DETAILS)).as("asked by nobody").isNull();
        assertThat(health(tokens.of(UUID.randomUUID(), "OTHER")).findValue(DETAILS))
                .as("asked by somebody")
                .isNull();
        assertThat(health(tokens.of(UUID.randomUUID(), ADMINISTRATOR)).findValue(DETAILS))
                .as("asked by an administrator")
                .isNotNull();
    }

    private JsonNode health(@Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/actuator/health"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return JSON.readTree(
                client.send(request.build(), BodyHandlers.ofString()).body());
    }

    private Stream<DynamicNode> testsOf(Row row) {
        return row.expected().entrySet().stream()
                .map(cell -> dynamicTest(
                        (row.whose().isEmpty() ? "" : row.whose() + ", ") + "asked by " + cell.getKey() + ": "
                                + cell.getValue(),
                        () -> verify(row, cell.getKey(), cell.getValue())));
    }

    private void verify(Row row, String caller, int expected) throws IOException, InterruptedException {
        AccessScene scene = row.path().startsWith("/actuator")
                ? ACTUATOR
                : scenes.apply((row.request() + ' ' + row.whose()).strip());
        @Nullable String token = tokenOf(caller, scene);
        String path = path(row, scene.variables());

        Answer answer = send(row.method(), path + scene.query(), token, scene.body());

        assertThat(answer.status())
                .as("%s as %s: %s", path, caller, answer.body())
                .isEqualTo(expected);
        if (REFUSED.contains(expected)) {
            assertRefusal(answer, expected);
            assertNoOtherWayIn(row, path, token, scene, expected);
        }
        if (expected == 404) {
            assertSameAsForWhatIsNotThere(row, scene, token, answer);
        }
    }

    private @Nullable String tokenOf(String caller, AccessScene scene) {
        if (caller.equals(NOBODY)) {
            return null;
        }
        if (caller.startsWith(OTHER)) {
            return tokens.of(UUID.randomUUID(), caller.substring(OTHER.length()));
        }
        UUID owner = scene.owners().get(caller);
        return tokens.of(owner == null ? UUID.randomUUID() : owner, caller);
    }

    private static void assertRefusal(Answer answer, int status) {
        assertThat(answer.contentType()).as(answer.body()).isEqualTo("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(answer.challenge().startsWith("Bearer"))
                .as("WWW-Authenticate: %s", answer.challenge())
                .isEqualTo(status != 404);
    }

    /** The address with a slash at its end, and HEAD, lead to the same method and its rule. */
    private void assertNoOtherWayIn(Row row, String path, @Nullable String token, AccessScene scene, int expected)
            throws IOException, InterruptedException {
        if (path.startsWith("/api/")) {
            assertThat(send(row.method(), path + '/', token, scene.body()).status())
                    .as("%s/", path)
                    .isEqualTo(expected);
        }
        if (row.method().equals("GET")) {
            assertThat(send("HEAD", path, token, null).status())
                    .as("HEAD %s", path)
                    .isEqualTo(expected);
        }
    }

    /** What is somebody else's is answered as what nobody has, but for the id, which the caller knows. */
    private void assertSameAsForWhatIsNotThere(Row row, AccessScene scene, @Nullable String token, Answer answer)
            throws IOException, InterruptedException {
        Map<String, String> unknown = new TreeMap<>();
        Map<Object, String> unknownIds = new HashMap<>();
        scene.variables()
                .forEach((name, value) -> unknown.put(
                        name,
                        value instanceof UUID
                                ? unknownIds.computeIfAbsent(
                                        value, id -> UUID.randomUUID().toString())
                                : String.valueOf(value)));
        String expected = answer.body();
        for (Map.Entry<Object, String> id : unknownIds.entrySet()) {
            expected = expected.replace(id.getKey().toString(), id.getValue());
        }
        assertThat(send(row.method(), path(row, unknown), token, scene.body()).body())
                .isEqualTo(expected);
    }

    private static String path(Row row, Map<String, ?> variables) {
        String path = row.path().endsWith(ANYTHING)
                ? row.path().replace(ANYTHING, String.valueOf(variables.get(ANYTHING)))
                : row.path();
        return UriComponentsBuilder.fromPath(path)
                .buildAndExpand(variables)
                .encode()
                .toUriString();
    }

    private Answer send(String method, String path, @Nullable String token, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return Answer.of(client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    /** Of what was let in nothing is read: a stream of events has no end. */
    private record Answer(int status, String contentType, String challenge, String body) {

        static Answer of(HttpResponse<InputStream> response) {
            try (InputStream body = response.body()) {
                return new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.headers().firstValue("WWW-Authenticate").orElse(""),
                        response.statusCode() < 400 ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new UncheckedIOException("The answer broke off", broken);
            }
        }
    }

    /** All that handlers of the service and its actuator answer; what describes the API is for everybody. */
    private static SortedSet<String> endpointsOf(ApplicationContext service) {
        SortedSet<String> endpoints = new TreeSet<>();
        service.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, method) -> {
                    if (!isOfTheFramework(method)) {
                        endpoints.addAll(requests(info));
                    }
                }));
        return endpoints;
    }

    private static boolean isOfTheFramework(HandlerMethod method) {
        return ErrorController.class.isAssignableFrom(method.getBeanType())
                || method.getBeanType().getName().startsWith("org.springdoc.");
    }

    private static List<String> requests(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("ANY " + path)
                        : methods.stream().map(method -> method + " " + path))
                .toList();
    }
}
