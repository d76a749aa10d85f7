package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.DataContractRule;
import dev.avenant.registry.client.api.RuleSet;
import dev.avenant.registry.security.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of all schemas, and what narrows it. */
final class SchemaListEndpoint {

    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final ReadContext readContext;
    private final Limits limits;

    SchemaListEndpoint(ReadContext readContext) {
        this.readContext = readContext;
        this.limits = readContext.limits();
        this.catalog = readContext.catalog();
        this.bodies = readContext.bodies();
    }

    List<Endpoint> endpoints() {
        return List.of(get("/schemas")
                .parameters(
                        "subjectPrefix",
                        "aliases",
                        "deleted",
                        "latestOnly",
                        "ruleType",
                        "resourceType",
                        "associationType",
                        "lifecycle",
                        "offset",
                        "limit")
                .needs(Role.READ, AccessScope.REGISTRY)
                .answers(this::list));
    }

    private ApiResponse list(ApiRequest request) {
        AssociationFilter.requireLifecycles(request);
        String prefix = request.inContext(Objects.requireNonNullElse(request.option("subjectPrefix"), ""));
        LookupFilter filter = LookupFilter.of(request.flag("deleted"), false);
        Map<String, List<String>> aliases = request.flag("aliases") ? aliases(prefix) : Map.of();
        TreeSet<String> subjects = new TreeSet<>(catalog.subjects(prefix, filter));
        subjects.addAll(aliases.keySet());
        subjects.removeIf(subject -> !readContext.shows(request, subject));
        boolean latestOnly = request.flag("latestOnly");
        List<SchemaVersion> all = new ArrayList<>();
        for (String subject : subjects) {
            List<SchemaVersion> versions = catalog.versions(subject, filter);
            boolean onlyLatest = latestOnly && !versions.isEmpty();
            all.addAll(onlyLatest ? versions.subList(versions.size() - 1, versions.size()) : versions);
        }
        boolean associatedOnly = filtersAssociations(request);
        Map<String, List<ResourceAssociation>> associated = associatedOnly ? associations(request) : Map.of();
        all.removeIf(version -> !hasRule(version, request.option("ruleType"))
                || (associatedOnly && !associated.containsKey(version.subject())));
        ArrayNode found = ResponseBodies.array();
        for (SchemaVersion version : limits.schemas().page(request, all)) {
            ObjectNode body = bodies.version(version, ResponseBodies.Form.PLAIN);
            List<String> names = aliases.get(version.subject());
            if (names != null) {
                body.set("aliases", ResponseBodies.texts(names));
            }
            if (associatedOnly) {
                ArrayNode associations = body.putArray("associations");
                associated
                        .getOrDefault(version.subject(), List.of())
                        .forEach(association -> associations.add(Json.MAPPER.<JsonNode>valueToTree(association)));
            }
            found.add(body);
        }
        return ApiResponse.ok(found);
    }

    /** The subjects that aliases with that prefix lead to, each with those aliases. */
    private Map<String, List<String>> aliases(String prefix) {
        Map<String, List<String>> aliases = new HashMap<>();
        for (String alias : catalog.subjectsWithAlias(prefix)) {
            aliases.computeIfAbsent(readContext.aliases().resolve(alias), subject -> new ArrayList<>())
                    .add(alias);
        }
        return aliases;
    }

    private static boolean hasRule(SchemaVersion version, @Nullable String type) {
        if (type == null || type.isEmpty()) {
            return true;
        }
        RuleSet rules = version.content().ruleSet();
        return rules != null
                && (any(rules.migrationRules(), type)
                        || any(rules.domainRules(), type)
                        || any(rules.encodingRules(), type));
    }

    private static boolean any(@Nullable List<DataContractRule> rules, String type) {
        return rules != null && rules.stream().anyMatch(rule -> type.equals(rule.type()));
    }

    private static boolean filtersAssociations(ApiRequest request) {
        return request.option("resourceType") != null
                || !request.options("associationType").isEmpty()
                || !request.options("lifecycle").isEmpty();
    }

    /** Those that the query is about, by their subjects. */
    private Map<String, List<ResourceAssociation>> associations(ApiRequest request) {
        return catalog.associations().values().stream()
                .filter(association -> AssociationFilter.accepts(association, request))
                .collect(Collectors.groupingBy(ResourceAssociation::subject));
    }
}
