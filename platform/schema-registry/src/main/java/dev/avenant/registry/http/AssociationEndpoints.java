package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /associations}: which resource uses which subject. */
final class AssociationEndpoints {

    private static final Set<String> LIFECYCLES = Set.of(ResourceAssociation.STRONG, ResourceAssociation.WEAK);
    private static final int MULTI_STATUS = 207;

    private final Associations associations;
    private final ReadContext view;
    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final Limits limits;

    AssociationEndpoints(ReadContext view, Associations associations) {
        this.associations = associations;
        this.view = view;
        this.catalog = view.catalog();
        this.bodies = view.bodies();
        this.limits = view.limits();
    }

    List<Endpoint> endpoints() {
        String resource = "/associations/resources/{resourceId}";
        String[] filters = {"resourceType", "associationType", "lifecycle", "offset", "limit"};
        return List.of(
                Endpoint.write("POST", "/associations", call -> put(call, false), "context", "dryRun"),
                Endpoint.read("GET", resource, this::ofResource, filters),
                Endpoint.write("PUT", resource, call -> put(call, true), "context", "dryRun"),
                Endpoint.write(
                        "DELETE",
                        resource,
                        this::remove,
                        "resourceType",
                        "associationType",
                        "cascadeLifecycle",
                        "dryRun"),
                Endpoint.read(
                        "GET", "/associations/resources/{resourceNamespace}/{resourceName}", this::ofName, filters),
                Endpoint.read("GET", "/associations/subjects/{subject}", this::ofSubject, filters),
                Endpoint.read("POST", "/associations:batchGet", this::batchGet, "includeSchemas"),
                Endpoint.write("POST", "/associations:batchMutate", this::batchMutate, "context", "dryRun"));
    }

    private ApiResponse put(ApiRequest call, boolean update) {
        AssociationRequest request = Json.read(call.body(), AssociationRequest.class, "association.request");
        return ApiResponse.ok(put(request, manner(call, update)));
    }

    private static Associations.Options manner(ApiRequest call, boolean update) {
        String context = call.option("context");
        return new Associations.Options(update, call.flag("dryRun"), context == null ? call.context() : context);
    }

    private ObjectNode put(AssociationRequest request, Associations.Options manner) {
        List<Associations.Result> made = associations.put(request.resource(), request.wishes(), manner);
        ObjectNode body = ResponseBodies.object()
                .put("resourceName", request.resourceName())
                .put("resourceNamespace", request.resourceNamespace())
                .put("resourceId", request.resourceId())
                .put("resourceType", request.resourceType() == null ? "topic" : request.resourceType());
        if (!made.isEmpty()) {
            ArrayNode list = body.putArray("associations");
            made.forEach(one -> list.add(shown(one)));
        }
        return body;
    }

    private ObjectNode shown(Associations.Result made) {
        ResourceAssociation association = made.association();
        ObjectNode node = ResponseBodies.object()
                .put("subject", association.subject())
                .put("associationType", association.associationType())
                .put("lifecycle", association.lifecycle());
        if (made.schema() != null) {
            node.set("schema", bodies.lookedUp(made.schema(), ResponseBodies.Form.PLAIN, false));
        }
        return node;
    }

    private ApiResponse ofResource(ApiRequest call) {
        String id = call.variable("resourceId");
        return list(call, held -> held.resourceId().equals(id));
    }

    private ApiResponse ofName(ApiRequest call) {
        String namespace = call.variable("resourceNamespace");
        String name = call.variable("resourceName");
        return list(
                call,
                held -> held.resourceName().equals(name)
                        && (namespace.equals("-") || held.resourceNamespace().equals(namespace)));
    }

    private ApiResponse ofSubject(ApiRequest call) {
        String subject = call.subject();
        return list(call, held -> held.subject().equals(subject));
    }

    private ApiResponse list(ApiRequest call, Predicate<ResourceAssociation> wanted) {
        for (String lifecycle : call.options("lifecycle")) {
            if (!LIFECYCLES.contains(lifecycle.toUpperCase(Locale.ROOT))) {
                throw new RegistryFault(404, 404, "HTTP 404 Not Found");
            }
        }
        ArrayNode found = ResponseBodies.array();
        limits.schemas()
                .page(
                        call,
                        associations.find(held -> wanted.test(held)
                                && view.shows(call, held.subject())
                                && SchemaEndpoints.fits(held, call)))
                .forEach(held -> found.add(Json.MAPPER.<JsonNode>valueToTree(held)));
        return ApiResponse.ok(found);
    }

    private ApiResponse remove(ApiRequest call) {
        associations.remove(
                call.variable("resourceId"),
                held -> SchemaEndpoints.fits(held, call),
                call.flag("cascadeLifecycle"),
                call.flag("dryRun"));
        return ApiResponse.empty();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BatchGet(@Nullable List<AssociationRequest> requests) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BatchMutate(@Nullable List<AssociationRequest> requests) {}

    private static List<AssociationRequest> required(@Nullable List<AssociationRequest> requests) {
        List<AssociationRequest> present = requests == null
                ? List.of()
                : requests.stream().filter(Objects::nonNull).toList();
        if (present.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_ASSOCIATION, "requests", "cannot be null or empty");
        }
        return present;
    }

    private ApiResponse batchGet(ApiRequest call) {
        BatchGet batch = Json.read(call.body(), BatchGet.class, "batchGet.request");
        ObjectNode body = ResponseBodies.object();
        ArrayNode results = body.putArray("results");
        for (AssociationRequest request : required(batch.requests())) {
            results.addObject().set("result", held(call, request));
        }
        return ApiResponse.of(MULTI_STATUS, body);
    }

    private ObjectNode held(ApiRequest call, AssociationRequest request) {
        ObjectNode result = ResponseBodies.object();
        if (request.resourceName() != null) {
            result.put("resourceName", request.resourceName());
        }
        result.put("resourceId", request.resourceId()).put("resourceType", "topic");
        List<ResourceAssociation> held = associations.find(
                one -> one.resourceId().equals(request.resourceId()) && view.shows(call, one.subject()));
        if (!held.isEmpty()) {
            ArrayNode list = result.putArray("associations");
            for (ResourceAssociation association : held) {
                ObjectNode node = Json.MAPPER.valueToTree(association);
                if (call.flag("includeSchemas")) {
                    catalog.latest(association.subject())
                            .ifPresent(latest ->
                                    node.set("schema", bodies.lookedUp(latest, ResponseBodies.Form.PLAIN, false)));
                }
                list.add(node);
            }
        }
        return result;
    }

    private ApiResponse batchMutate(ApiRequest call) {
        BatchMutate batch = Json.read(call.body(), BatchMutate.class, "batchMutate.request");
        ObjectNode body = ResponseBodies.object();
        ArrayNode results = body.putArray("results");
        Associations.Options manner = manner(call, false);
        for (AssociationRequest request : required(batch.requests())) {
            ObjectNode entry = results.addObject();
            attempt(entry, () -> put(request, manner));
        }
        return ApiResponse.of(MULTI_STATUS, body);
    }

    private static void attempt(ObjectNode entry, Supplier<ObjectNode> work) {
        try {
            entry.set("result", work.get());
        } catch (RegistryFault fault) {
            entry.putObject("error").put("error_code", fault.errorCode()).put("message", fault.text());
        }
    }
}
