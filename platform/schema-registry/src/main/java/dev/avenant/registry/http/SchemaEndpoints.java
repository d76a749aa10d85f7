package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.client.api.Rule;
import dev.avenant.registry.client.api.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /schemas}: by id, by guid, all. */
final class SchemaEndpoints {

    private static final List<String> TYPES = List.of("JSON", "PROTOBUF", "AVRO");

    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final ReadContext view;
    private final Limits limits;
    private final Map<Integer, Ready> ready = new ConcurrentHashMap<>();

    /**
     * Bytes that answer for an id as long as the version is the one that answers for it, which it surely is while the
     * catalog has changed no further.
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares or changes them.
    private record Ready(SchemaVersion version, byte[] body, long changes) {}

    SchemaEndpoints(ReadContext view) {
        this.view = view;
        this.limits = view.limits();
        this.catalog = view.catalog();
        this.bodies = view.bodies();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.read(
                        "GET",
                        "/schemas",
                        this::list,
                        "subjectPrefix",
                        "aliases",
                        "deleted",
                        "latestOnly",
                        "ruleType",
                        "resourceType",
                        "associationType",
                        "lifecycle",
                        "offset",
                        "limit"),
                Endpoint.read("GET", "/schemas/types", call -> ApiResponse.ok(ResponseBodies.texts(TYPES))),
                Endpoint.read(
                        "GET",
                        "/schemas/ids/{id}",
                        this::byId,
                        "subject",
                        "format",
                        "findTags",
                        "referenceFormat",
                        "fetchMaxId"),
                Endpoint.read("GET", "/schemas/ids/{id}/schema", this::textById, "subject", "format"),
                Endpoint.read(
                        "GET", "/schemas/ids/{id}/subjects", this::subjects, "subject", "deleted", "offset", "limit"),
                Endpoint.read(
                        "GET", "/schemas/ids/{id}/versions", this::versions, "subject", "deleted", "offset", "limit"),
                Endpoint.read("GET", "/schemas/guids/{guid}", this::byGuid, "format"),
                Endpoint.read("GET", "/schemas/guids/{guid}/ids", this::idsOfGuid));
    }

    /** The ready answer to the plainest question, null when it takes more. */
    byte @Nullable [] readyById(int id) {
        // Read first: what changes meanwhile has the next reader look again.
        long changes = catalog.changes();
        Ready held = ready.get(id);
        if (held != null && held.changes == changes) {
            return held.body;
        }
        SchemaVersion version =
                catalog.byId(QualifiedSubject.DEFAULT_CONTEXT, id, null).orElse(null);
        return version == null ? null : readyBytes(version, changes);
    }

    @SuppressWarnings("ReferenceEquality") // The very object in the catalog: another equal one would be older or newer.
    private byte[] readyBytes(SchemaVersion version, long changes) {
        Ready held = ready.get(version.id());
        byte[] body = held != null && held.version == version
                ? held.body
                : ApiResponse.bytes(bodies.byId(version, ResponseBodies.Form.PLAIN, null));
        ready.put(version.id(), new Ready(version, body, changes));
        return body;
    }

    @SuppressWarnings("ReferenceEquality") // The very object in the catalog: another equal one would be older or newer.
    private ApiResponse byId(ApiRequest call) {
        long changes = catalog.changes();
        int id = call.id();
        SchemaVersion version = readable(call, find(id, subject(call)), RegistryFault.schemaNotFound(id));
        ResponseBodies.Form form = ResponseBodies.Form.of(call);
        boolean withHighest = call.flag("fetchMaxId");
        if (!withHighest && form.equals(ResponseBodies.Form.PLAIN)) {
            // One subject's answer does not replace another's: only the one that answers for the id is kept.
            byte[] plain = QualifiedSubject.of(version.subject()).isInDefaultContext()
                            && catalog.byId(QualifiedSubject.DEFAULT_CONTEXT, id, null)
                                    .filter(any -> any == version)
                                    .isPresent()
                    ? readyBytes(version, changes)
                    : ApiResponse.bytes(bodies.byId(version, form, null));
            return ApiResponse.ok(plain);
        }
        Integer highest = withHighest
                ? catalog.highestId(QualifiedSubject.of(version.subject()).context())
                : null;
        return ApiResponse.ok(bodies.byId(version, form, highest));
    }

    /** The subject that the query names, or the one that it is another name of. */
    private @Nullable String subject(ApiRequest call) {
        String named = call.subjectOption();
        return named == null ? null : SubjectEndpoints.resolveAlias(catalog, named);
    }

    /** The version that answers for an id: in the subject's context, else where a subject of that name has it. */
    private Optional<SchemaVersion> find(int id, @Nullable String subject) {
        QualifiedSubject name = QualifiedSubject.of(subject == null ? "" : subject);
        Optional<SchemaVersion> here = catalog.byId(name.context(), id, subject);
        boolean own = here.isPresent() && here.get().subject().equals(subject);
        if (own || name.isContext() || !name.isInDefaultContext()) {
            return here;
        }
        for (String context : catalog.contexts()) {
            String there = new QualifiedSubject(context, name.subject()).toString();
            Optional<SchemaVersion> found = catalog.byId(context, id, there)
                    .filter(version -> version.subject().equals(there));
            if (found.isPresent()) {
                return found;
            }
        }
        return here;
    }

    private ApiResponse textById(ApiRequest call) {
        int id = call.id();
        SchemaVersion version = readable(call, find(id, subject(call)), RegistryFault.schemaNotFound(id));
        return Texts.answer(bodies.text(version, ResponseBodies.Form.of(call)));
    }

    private List<SchemaVersion> users(ApiRequest call) {
        int id = call.id();
        SchemaVersion any =
                readable(call, find(id, subject(call)), RegistryFault.of(RegistryErrorCode.SCHEMA_NOT_FOUND));
        List<SchemaVersion> users =
                new ArrayList<>(catalog.users(QualifiedSubject.of(any.subject()).context(), id));
        boolean deleted = call.flag("deleted");
        users.removeIf(user -> (user.deleted() && !deleted) || !view.shows(call, user.subject()));
        return users;
    }

    /** A version of the schema that who asks may read: the one that answers, else that of another subject. */
    private SchemaVersion readable(ApiRequest call, Optional<SchemaVersion> answering, RegistryFault missing) {
        return shown(call, answering.orElseThrow(() -> missing)).orElseThrow(AccessFilter::denied);
    }

    private Optional<SchemaVersion> shown(ApiRequest call, SchemaVersion version) {
        if (view.shows(call, version.subject())) {
            return Optional.of(version);
        }
        return catalog.users(QualifiedSubject.of(version.subject()).context(), version.id()).stream()
                .filter(user -> view.shows(call, user.subject()))
                .findFirst();
    }

    private ApiResponse subjects(ApiRequest call) {
        return ApiResponse.ok(ResponseBodies.texts(limits.versions()
                .page(call, users(call).stream().map(SchemaVersion::subject).toList())));
    }

    private ApiResponse versions(ApiRequest call) {
        ArrayNode found = ResponseBodies.array();
        limits.versions()
                .page(call, users(call))
                .forEach(version ->
                        found.addObject().put("subject", version.subject()).put("version", version.version()));
        return ApiResponse.ok(found);
    }

    private static @Nullable UUID guid(ApiRequest call) {
        try {
            return UUID.fromString(call.variable("guid"));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private ApiResponse byGuid(ApiRequest call) {
        UUID guid = guid(call);
        Map<String, Integer> ids = guid == null ? Map.of() : catalog.everyIdOf(guid);
        RegistryFault missing = RegistryFault.schemaNotFound(call.variable("guid"));
        RegistryFault refused = missing;
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            SchemaVersion version = catalog.byId(entry.getKey(), entry.getValue(), null)
                    .filter(found -> found.guid().equals(guid))
                    .orElseThrow(() -> missing);
            Optional<SchemaVersion> shown = shown(call, version);
            if (shown.isPresent()) {
                return ApiResponse.ok(bodies.byGuid(shown.get(), ResponseBodies.Form.of(call)));
            }
            refused = AccessFilter.denied();
        }
        throw refused;
    }

    private ApiResponse idsOfGuid(ApiRequest call) {
        UUID guid = guid(call);
        ArrayNode found = ResponseBodies.array();
        if (guid != null) {
            catalog.everyIdOf(guid).forEach((context, id) -> {
                if (isShown(call, context, id)) {
                    found.addObject().put("context", context).put("id", id);
                }
            });
        }
        return ApiResponse.ok(found);
    }

    /** An id that no version has any more is nobody's secret. */
    private boolean isShown(ApiRequest call, String context, int id) {
        List<SchemaVersion> users = catalog.users(context, id);
        return users.isEmpty() || users.stream().anyMatch(user -> view.shows(call, user.subject()));
    }

    private ApiResponse list(ApiRequest call) {
        String prefix = call.inContext(Objects.requireNonNullElse(call.option("subjectPrefix"), ""));
        LookupFilter filter = LookupFilter.of(call.flag("deleted"), false);
        Map<String, List<String>> aliases = call.flag("aliases") ? aliases(prefix) : Map.of();
        TreeSet<String> subjects = new TreeSet<>(catalog.subjects(prefix, filter));
        subjects.addAll(aliases.keySet());
        subjects.removeIf(subject -> !view.shows(call, subject));
        boolean latestOnly = call.flag("latestOnly");
        List<SchemaVersion> all = new ArrayList<>();
        for (String subject : subjects) {
            List<SchemaVersion> versions = catalog.versions(subject, filter);
            boolean onlyLatest = latestOnly && !versions.isEmpty();
            all.addAll(onlyLatest ? versions.subList(versions.size() - 1, versions.size()) : versions);
        }
        all.removeIf(version -> !hasRule(version, call.option("ruleType")) || !isAssociated(version, call));
        ArrayNode found = ResponseBodies.array();
        for (SchemaVersion version : limits.schemas().page(call, all)) {
            ObjectNode body = bodies.version(version, ResponseBodies.Form.PLAIN);
            List<String> names = aliases.get(version.subject());
            if (names != null) {
                body.set("aliases", ResponseBodies.texts(names));
            }
            found.add(body);
        }
        return ApiResponse.ok(found);
    }

    /** The subjects that aliases with that prefix lead to, each with those aliases. */
    private Map<String, List<String>> aliases(String prefix) {
        Map<String, List<String>> aliases = new HashMap<>();
        for (String alias : catalog.subjectsWithAlias(prefix)) {
            aliases.computeIfAbsent(SubjectEndpoints.resolveAlias(catalog, alias), subject -> new ArrayList<>())
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

    private static boolean any(@Nullable List<Rule> rules, String type) {
        return rules != null && rules.stream().anyMatch(rule -> type.equals(rule.type()));
    }

    private boolean isAssociated(SchemaVersion version, ApiRequest call) {
        if (call.option("resourceType") == null
                && call.options("associationType").isEmpty()
                && call.options("lifecycle").isEmpty()) {
            return true;
        }
        return catalog.associations().values().stream()
                .filter(association -> association.subject().equals(version.subject()))
                .anyMatch(association -> fits(association, call));
    }

    static boolean fits(ResourceAssociation association, ApiRequest call) {
        String resourceType = call.option("resourceType");
        List<String> types = call.options("associationType");
        List<String> lifecycles = call.options("lifecycle");
        return (resourceType == null
                        || resourceType.isEmpty()
                        || association.resourceType().equals(resourceType))
                && (types.isEmpty() || types.contains(association.associationType()))
                && (lifecycles.isEmpty() || lifecycles.stream().anyMatch(association.lifecycle()::equalsIgnoreCase));
    }

    /** A schema as the whole answer. */
    static final class Texts {

        private Texts() {}

        static ApiResponse answer(String schema) {
            return ApiResponse.ok(schema.getBytes(StandardCharsets.UTF_8));
        }
    }
}
