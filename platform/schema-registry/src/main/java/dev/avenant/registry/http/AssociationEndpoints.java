package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.delete;
import static dev.avenant.registry.http.Endpoint.get;
import static dev.avenant.registry.http.Endpoint.post;
import static dev.avenant.registry.http.Endpoint.put;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /associations}: which resource uses which subject. */
final class AssociationEndpoints {

    private static final int MULTI_STATUS = 207;
    private static final String ANY = "-";

    private final Associations associations;
    private final ReadContext readContext;
    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final Limits limits;

    AssociationEndpoints(ReadContext readContext, Associations associations) {
        this.associations = associations;
        this.readContext = readContext;
        this.catalog = readContext.catalog();
        this.bodies = readContext.bodies();
        this.limits = readContext.limits();
    }

    List<Endpoint> endpoints() {
        String resource = "/associations/resources/{resourceId}";
        String[] filters = {"resourceType", "associationType", "lifecycle", "offset", "limit"};
        return List.of(
                post("/associations")
                        .parameters("context", "dryRun")
                        .needs(Role.ADMIN, AccessScope.REGISTRY)
                        .answers(request -> save(request, false)),
                get(resource)
                        .parameters(filters)
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::ofResource),
                put(resource)
                        .parameters("context", "dryRun")
                        .needs(Role.ADMIN, AccessScope.REGISTRY)
                        .answers(request -> save(request, true)),
                delete(resource)
                        .parameters("resourceType", "associationType", "cascadeLifecycle", "dryRun")
                        .needs(Role.ADMIN, AccessScope.REGISTRY)
                        .answers(this::remove),
                get("/associations/resources/{resourceNamespace}/{resourceName}")
                        .parameters(filters)
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::ofName),
                get("/associations/subjects/{subject}")
                        .parameters(filters)
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::ofSubject),
                post("/associations:batchGet")
                        .parameters("includeSchemas")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::batchGet),
                post("/associations:batchMutate")
                        .parameters("context", "dryRun")
                        .needs(Role.ADMIN, AccessScope.REGISTRY)
                        .answers(this::batchMutate));
    }

    private ApiResponse save(ApiRequest request, boolean update) {
        AssociationRequest body = Json.read(request.body(), AssociationRequest.class, "association.request");
        AssociationRequest asked = update ? body.of(request.variable("resourceId")) : body;
        return ApiResponse.ok(save(asked, options(request, update)));
    }

    private static Associations.Options options(ApiRequest request, boolean update) {
        String context = request.context() == null ? request.option("context") : request.context();
        return new Associations.Options(update, request.flag("dryRun"), context);
    }

    private ObjectNode save(AssociationRequest asked, Associations.Options options) {
        return shown(asked, associations.put(asked.resource(), asked.wishes(), options));
    }

    private ObjectNode shown(AssociationRequest asked, List<Associations.Result> made) {
        ObjectNode body = ResponseBodies.object()
                .put("resourceName", asked.resourceName())
                .put("resourceNamespace", asked.resourceNamespace());
        if (asked.resourceId() != null) {
            body.put("resourceId", asked.resourceId());
        }
        body.put("resourceType", asked.resourceType() == null ? "topic" : asked.resourceType());
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

    private ApiResponse ofResource(ApiRequest request) {
        String id = request.variable("resourceId");
        return list(request, held -> held.resourceId().equals(id));
    }

    private ApiResponse ofName(ApiRequest request) {
        String namespace = request.variable("resourceNamespace");
        String name = request.variable("resourceName");
        return list(
                request,
                held -> (name.equals(ANY) || held.resourceName().equals(name))
                        && (namespace.equals(ANY) || held.resourceNamespace().equals(namespace)));
    }

    private ApiResponse ofSubject(ApiRequest request) {
        String subject = request.resolvedSubject();
        return list(request, held -> held.subject().equals(subject));
    }

    private ApiResponse list(ApiRequest request, Predicate<ResourceAssociation> wanted) {
        AssociationFilter.requireLifecycles(request);
        ArrayNode found = ResponseBodies.array();
        limits.schemas()
                .page(
                        request,
                        associations.find(held -> wanted.test(held)
                                && readContext.shows(request, held.subject())
                                && AssociationFilter.accepts(held, request)))
                .forEach(held -> found.add(Json.MAPPER.<JsonNode>valueToTree(held)));
        return ApiResponse.ok(found);
    }

    private ApiResponse remove(ApiRequest request) {
        associations.remove(
                request.variable("resourceId"),
                held -> AssociationFilter.accepts(held, request),
                request.flag("cascadeLifecycle"),
                request.flag("dryRun"));
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
            throw RestException.of(RegistryErrorCode.INVALID_ASSOCIATION, "requests", "cannot be null or empty");
        }
        return present;
    }

    private ApiResponse batchGet(ApiRequest request) {
        BatchGet batch = Json.read(request.body(), BatchGet.class, "batchGet.request");
        ObjectNode body = ResponseBodies.object();
        ArrayNode results = body.putArray("results");
        for (AssociationRequest asked : required(batch.requests())) {
            results.addObject().set("result", held(request, asked));
        }
        return ApiResponse.of(MULTI_STATUS, body);
    }

    private ObjectNode held(ApiRequest request, AssociationRequest asked) {
        ObjectNode result = ResponseBodies.object();
        if (asked.resourceName() != null) {
            result.put("resourceName", asked.resourceName());
        }
        result.put("resourceId", asked.resourceId()).put("resourceType", "topic");
        List<ResourceAssociation> held = associations.find(
                one -> one.resourceId().equals(asked.resourceId()) && readContext.shows(request, one.subject()));
        if (!held.isEmpty()) {
            ArrayNode list = result.putArray("associations");
            for (ResourceAssociation association : held) {
                ObjectNode node = Json.MAPPER.valueToTree(association);
                if (request.flag("includeSchemas")) {
                    catalog.latest(association.subject())
                            .ifPresent(latest ->
                                    node.set("schema", bodies.lookedUp(latest, ResponseBodies.Form.PLAIN, false)));
                }
                list.add(node);
            }
        }
        return result;
    }

    private ApiResponse batchMutate(ApiRequest request) {
        BatchMutate batch = Json.read(request.body(), BatchMutate.class, "batchMutate.request");
        ObjectNode body = ResponseBodies.object();
        ArrayNode results = body.putArray("results");
        List<AssociationRequest> requests = required(batch.requests());
        // What cannot be read at all ends the batch before it begins.
        requests.forEach(asked -> asked.items().forEach(AssociationRequest.Item::operation));
        for (AssociationRequest asked : requests) {
            ObjectNode entry = results.addObject();
            attempt(entry, () -> mutate(request, asked));
        }
        return ApiResponse.of(MULTI_STATUS, body);
    }

    /** One operation after the other; what was done stays when a later one fails. Shows all that the resource has then. */
    private ObjectNode mutate(ApiRequest request, AssociationRequest asked) {
        Associations.Resource resource = asked.resource();
        Associations.Options creating = options(request, false);
        Associations.Options updating = options(request, true);
        associations.check(resource, asked.wishes(AssociationRequest.Item.Operation.CREATE), creating);
        associations.check(resource, asked.wishes(AssociationRequest.Item.Operation.UPSERT), updating);
        List<Associations.Result> made = new ArrayList<>();
        for (AssociationRequest.Item item : asked.items()) {
            switch (item.operation()) {
                case CREATE -> made.addAll(associations.put(resource, List.of(item.wish()), creating));
                case UPSERT -> made.addAll(associations.put(resource, List.of(item.wish()), updating));
                case DELETE ->
                    associations.remove(
                            String.valueOf(resource.id()),
                            held -> held.associationType().equals(item.typeOrValue()),
                            Boolean.TRUE.equals(item.cascadeLifecycle()),
                            creating.dryRun());
            }
        }
        return shown(asked, creating.dryRun() ? List.of() : associations.standing(resource, made));
    }

    private static void attempt(ObjectNode entry, Supplier<ObjectNode> work) {
        try {
            entry.set("result", work.get());
        } catch (RestException fault) {
            entry.putObject("error").put("error_code", fault.errorCode()).put("message", fault.text());
        }
    }
}
