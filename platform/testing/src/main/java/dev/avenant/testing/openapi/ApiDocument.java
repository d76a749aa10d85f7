package dev.avenant.testing.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * The OpenAPI document of a service, and what an exchange must be by it: an answer has a status, a media type and a body
 * that are described, with no property more, and a request that was granted is one that is described. So the document
 * promises what the service does, and all of it.
 *
 * <p>What is at addresses that it does not describe, such as the actuator's, is looked at in one way alone: below
 * {@code /api} nothing is granted that is not described, and every refusal is a problem detail.
 */
final class ApiDocument {

    private static final String API = "/api/";
    private static final String PROBLEM = "application/problem+json";
    private static final String NO_EXAMPLE = "\"…\"";
    private static final String PROBLEM_SCHEMA = "/components/schemas/Problem";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode document;
    private final List<DocumentedOperation> operations = new ArrayList<>();
    private final StrictSchemas schemas;

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.schemas = new StrictSchemas(document);
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, node) -> {
                    if (METHODS.contains(method)) {
                        operations.add(DocumentedOperation.of(path, method, node));
                    }
                }));
    }

    static ApiDocument parse(String json) {
        return new ApiDocument(JSON.readTree(json));
    }

    JsonNode json() {
        return document;
    }

    List<DocumentedOperation> operations() {
        return List.copyOf(operations);
    }

    /** What the document lacks, whatever is asked: its version, title, and examples that fit. */
    List<String> faultsOfItself() {
        List<String> faults = new ArrayList<>();
        if (!document.path("openapi").asString("").startsWith("3.1")) {
            faults.add("the document is not one of OpenAPI 3.1");
        }
        for (String member : List.of("title", "version")) {
            if (document.path("info").path(member).asString("").isBlank()) {
                faults.add("the document has no " + member);
            }
        }
        for (DocumentedOperation operation : operations) {
            String request = operation.pointer() + "/requestBody/content";
            faultsOfExamples(
                    operation.name(), operation.node().path("requestBody").path("content"), request, faults);
            operation
                    .node()
                    .path("responses")
                    .forEachEntry((status, response) -> faultsOfExamples(
                            operation.name() + ' ' + status,
                            response.path("content"),
                            operation.pointer() + "/responses/" + status + "/content",
                            faults));
        }
        return faults;
    }

    private void faultsOfExamples(String where, JsonNode content, String pointer, List<String> faults) {
        content.forEachEntry((type, media) -> {
            if (!type.endsWith("json")) {
                return;
            }
            if (!media.has("example")) {
                faults.add(where + ": has no example of " + type);
                return;
            }
            String schema = pointer + '/' + DocumentedOperation.escaped(type) + "/schema";
            if (media.path("example").toString().contains(NO_EXAMPLE)) {
                faults.add(where + ": has no example of a text: " + media.path("example"));
            }
            schemas.faultsOf(media.path("example"), schema)
                    .forEach(fault -> faults.add(where + ": the example does not fit: " + fault));
        });
    }

    /** How an exchange differs from the document; empty when it does not. */
    List<String> faultsOf(Exchange exchange) {
        String path = withoutLastSlash(exchange.path());
        Optional<DocumentedOperation> found = operation(exchange.method(), path);
        List<String> faults = new ArrayList<>();
        if (exchange.status() == 500) {
            faults.add("the service failed");
        } else if (found.isPresent()) {
            answer(found.get(), exchange, faults);
            if (exchange.isSuccess()) {
                request(found.get(), path, exchange, faults);
            }
        } else if (path.startsWith(API) && !exchange.method().equals("OPTIONS")) {
            withoutOperation(exchange, faults);
        }
        return faults;
    }

    /** Which makes no difference below {@code /api}. */
    private static String withoutLastSlash(String path) {
        return path.startsWith(API) && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** HEAD is answered as GET is, without the body. */
    Optional<DocumentedOperation> operation(String method, String path) {
        String described = method.equals("HEAD") ? "GET" : method;
        return operations.stream()
                .filter(each -> each.method().equals(described)
                        && each.pattern().matcher(path).matches())
                .max(Comparator.comparingInt(DocumentedOperation::literals));
    }

    private void withoutOperation(Exchange exchange, List<String> faults) {
        if (exchange.status() < 400) {
            faults.add("the document has no such operation, and it was granted");
        } else if (!exchange.method().equals("HEAD") && exchange.body() != null) {
            problem(exchange, faults);
        }
    }

    private void problem(Exchange exchange, List<String> faults) {
        if (!PROBLEM.equals(exchange.contentType())) {
            faults.add("a refusal must be " + PROBLEM + " but is " + exchange.contentType());
            return;
        }
        json(exchange.body(), faults).ifPresent(body -> faults.addAll(schemas.faultsOf(body, PROBLEM_SCHEMA)));
    }

    private void answer(DocumentedOperation operation, Exchange exchange, List<String> faults) {
        String status = String.valueOf(exchange.status());
        JsonNode described = operation.node().path("responses").path(status);
        if (described.isMissingNode()) {
            faults.add("the status " + status + " is not described");
            return;
        }
        String body = exchange.body();
        if (exchange.method().equals("HEAD") || body == null) {
            return;
        }
        JsonNode content = described.path("content");
        if (body.isEmpty()) {
            if (!content.isEmpty()) {
                faults.add("the answer has no body, but one is described");
            }
            return;
        }
        String type = String.valueOf(exchange.contentType());
        String media = DocumentedOperation.mediaType(content, type);
        if (media == null) {
            faults.add("an answer of type " + type + " is not described");
        } else if (type.endsWith("json")) {
            String schema = operation.pointer() + "/responses/" + status + "/content/"
                    + DocumentedOperation.escaped(media) + "/schema";
            json(body, faults).ifPresent(value -> faults.addAll(schemas.faultsOf(value, schema)));
        }
    }

    private static Optional<JsonNode> json(@Nullable String body, List<String> faults) {
        try {
            return Optional.of(JSON.readTree(body == null ? "" : body));
        } catch (JacksonException unreadable) {
            faults.add("a body is no JSON: " + unreadable.getOriginalMessage());
            return Optional.empty();
        }
    }

    private void request(DocumentedOperation operation, String path, Exchange exchange, List<String> faults) {
        if (operation.needsAccessToken() && exchange.requestHeader("authorization") == null) {
            faults.add("it was granted without an access token, and needs one");
        }
        operation
                .variables(path)
                .forEach((name, value) -> operation.parametersIn("path").stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .forEach(parameter -> value(parameter, value, faults)));
        query(operation, exchange.query(), faults);
        for (DocumentedOperation.Parameter header : operation.parametersIn("header")) {
            String value = exchange.requestHeader(header.name().toLowerCase(Locale.ROOT));
            if (value != null) {
                value(header, value, faults);
            } else if (header.required()) {
                faults.add("it was granted without the header " + header.name());
            }
        }
        requestBody(operation, exchange, faults);
    }

    private void query(DocumentedOperation operation, @Nullable String query, List<String> faults) {
        MultiValueMap<String, String> values = UriComponentsBuilder.newInstance()
                .query(query == null ? "" : query.replace("+", "%20"))
                .build()
                .getQueryParams();
        Set<String> unknown = new TreeSet<>();
        values.keySet().forEach(name -> unknown.add(decoded(name)));
        for (DocumentedOperation.Parameter parameter : operation.parametersIn("query")) {
            unknown.remove(parameter.name());
            List<String> given = values.getOrDefault(parameter.name(), List.of());
            if (given.isEmpty() && parameter.required()) {
                faults.add("it was granted without the parameter " + parameter.name());
            }
            if (given.size() > 1 && !isList(parameter)) {
                faults.add("it was granted with the parameter " + parameter.name() + " more than once");
            }
            given.forEach(value -> value(parameter, value == null ? "" : decoded(value), faults));
        }
        if (operation.path().startsWith(API)) {
            unknown.forEach(
                    name -> faults.add("it was granted with the parameter " + name + ", which is not described"));
        }
    }

    private static boolean isList(DocumentedOperation.Parameter parameter) {
        return types(parameter.schema()).contains("array");
    }

    private static String decoded(String text) {
        return UriUtils.decode(text, StandardCharsets.UTF_8);
    }

    private void value(DocumentedOperation.Parameter parameter, String text, List<String> faults) {
        if (text.isEmpty() && parameter.mayBeEmpty()) {
            return;
        }
        JsonNode value = isList(parameter) ? JSON.createArrayNode().add(text) : scalar(types(parameter.schema()), text);
        schemas.faultsOf(value, parameter.schemaPointer())
                .forEach(fault -> faults.add(
                        "it was granted with " + parameter.name() + "=" + text + ", which is not described: " + fault));
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.add(type.asString());
        }
        type.forEach(each -> types.add(each.asString()));
        return types;
    }

    private static JsonNode scalar(Set<String> types, String text) {
        if (types.contains("integer") || types.contains("number") || types.contains("boolean")) {
            try {
                JsonNode value = JSON.readTree(text);
                return value.isValueNode() ? value : StringNode.valueOf(text);
            } catch (JacksonException noScalar) {
                return StringNode.valueOf(text);
            }
        }
        return StringNode.valueOf(text);
    }

    private void requestBody(DocumentedOperation operation, Exchange exchange, List<String> faults) {
        JsonNode content = operation.node().path("requestBody").path("content");
        if (exchange.requestBody().isEmpty()) {
            if (operation.needsBody() && !exchange.requestHeaders().containsKey("idempotency-key")) {
                faults.add("it was granted without a body");
            }
            return;
        }
        if (content.isEmpty()) {
            return;
        }
        String type = String.valueOf(exchange.requestHeader("content-type"))
                .split(";", 2)[0]
                .strip();
        String media = DocumentedOperation.mediaType(content, type);
        if (media == null) {
            faults.add("it was granted with a body of type " + type + ", which is not described");
            return;
        }
        String schema = operation.pointer() + "/requestBody/content/" + DocumentedOperation.escaped(media) + "/schema";
        json(exchange.requestBody(), faults)
                .ifPresent(body -> schemas.faultsOf(body, schema)
                        .forEach(fault -> faults.add("a body was taken that is not described: " + fault)));
    }
}
