package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.get;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of schemas by id or guid, and which types there are. */
final class SchemaEndpoints {

    private static final List<String> TYPES = List.of("JSON", "PROTOBUF", "AVRO");

    private final Catalog catalog;
    private final ResponseBodies bodies;
    private final ReadContext readContext;
    private final Limits limits;
    private final SchemaResponseCache cache;

    SchemaEndpoints(ReadContext readContext, SchemaResponseCache cache) {
        this.cache = cache;
        this.readContext = readContext;
        this.limits = readContext.limits();
        this.catalog = readContext.catalog();
        this.bodies = readContext.bodies();
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/schemas/types")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(request -> ApiResponse.ok(ResponseBodies.texts(TYPES))),
                get("/schemas/ids/{id}")
                        .parameters("subject", "format", "findTags", "referenceFormat", "fetchMaxId")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::byId),
                get("/schemas/ids/{id}/schema")
                        .parameters("subject", "format")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::textById),
                get("/schemas/ids/{id}/subjects")
                        .parameters("subject", "deleted", "offset", "limit")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::subjects),
                get("/schemas/ids/{id}/versions")
                        .parameters("subject", "deleted", "offset", "limit")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::versions),
                get("/schemas/guids/{guid}")
                        .parameters("format")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::byGuid),
                get("/schemas/guids/{guid}/ids")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::idsOfGuid));
    }

    private ApiResponse byId(ApiRequest request) {
        long changes = catalog.changes();
        int id = request.id();
        SchemaVersion version = readable(request, find(id, subject(request)), RestException.schemaNotFound(id));
        ResponseBodies.Form form = ResponseBodies.Form.of(request);
        boolean withHighest = request.flag("fetchMaxId");
        if (!withHighest && form.equals(ResponseBodies.Form.PLAIN)) {
            return ApiResponse.ok(cache.plain(version, changes));
        }
        Integer highest = withHighest
                ? catalog.highestId(QualifiedSubject.of(version.subject()).context())
                : null;
        return ApiResponse.ok(bodies.byId(version, form, highest));
    }

    /** The subject that the query names, or the one that it is another name of. */
    private @Nullable String subject(ApiRequest request) {
        String named = request.subjectOption();
        return named == null ? null : readContext.aliases().resolve(named);
    }

    /**
     * The version that answers for an id: that of the subject itself. A name without a context is looked for in every one, and
     * the id counts for it where none has it.
     */
    private Optional<SchemaVersion> find(int id, @Nullable String subject) {
        QualifiedSubject name = QualifiedSubject.of(subject == null ? "" : subject);
        Optional<SchemaVersion> here = catalog.byId(name.context(), id, subject);
        boolean own = here.isPresent() && here.get().subject().equals(subject);
        if (own || name.isContext()) {
            return here;
        }
        if (!name.isInDefaultContext()) {
            return Optional.empty();
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

    private ApiResponse textById(ApiRequest request) {
        int id = request.id();
        SchemaVersion version = readable(request, find(id, subject(request)), RestException.schemaNotFound(id));
        return ApiResponse.text(bodies.text(version, ResponseBodies.Form.of(request)));
    }

    private List<SchemaVersion> users(ApiRequest request) {
        int id = request.id();
        SchemaVersion any =
                readable(request, find(id, subject(request)), RestException.of(RegistryErrorCode.SCHEMA_NOT_FOUND));
        String context = QualifiedSubject.of(any.subject()).context();
        // A schema that was imported with several ids is known by the last one.
        int known = catalog.idOf(context, any.guid()).orElse(any.id());
        List<SchemaVersion> users = new ArrayList<>(catalog.users(context, known));
        boolean deleted = request.flag("deleted");
        users.removeIf(user -> (user.deleted() && !deleted) || !readContext.shows(request, user.subject()));
        return users;
    }

    /** A version of the schema that who asks may read: the one that answers, else that of another subject. */
    private SchemaVersion readable(ApiRequest request, Optional<SchemaVersion> answering, RestException missing) {
        return shown(request, answering.orElseThrow(() -> missing)).orElseThrow(AccessFaults::denied);
    }

    private Optional<SchemaVersion> shown(ApiRequest request, SchemaVersion version) {
        if (readContext.shows(request, version.subject())) {
            return Optional.of(version);
        }
        return catalog.users(QualifiedSubject.of(version.subject()).context(), version.id()).stream()
                .filter(user -> readContext.shows(request, user.subject()))
                .findFirst();
    }

    private ApiResponse subjects(ApiRequest request) {
        return ApiResponse.ok(ResponseBodies.texts(limits.versions()
                .page(
                        request,
                        users(request).stream().map(SchemaVersion::subject).toList())));
    }

    private ApiResponse versions(ApiRequest request) {
        ArrayNode found = ResponseBodies.array();
        limits.versions()
                .page(request, users(request))
                .forEach(version ->
                        found.addObject().put("subject", version.subject()).put("version", version.version()));
        return ApiResponse.ok(found);
    }

    private static @Nullable UUID guid(ApiRequest request) {
        try {
            return UUID.fromString(request.variable("guid"));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private ApiResponse byGuid(ApiRequest request) {
        UUID guid = guid(request);
        Map<String, Integer> ids = guid == null ? Map.of() : catalog.everyIdOf(guid);
        RestException missing = RestException.schemaNotFound(request.variable("guid"));
        RestException refused = missing;
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            SchemaVersion version = catalog.byId(entry.getKey(), entry.getValue(), null)
                    .filter(found -> found.guid().equals(guid))
                    .orElseThrow(() -> missing);
            Optional<SchemaVersion> shown = shown(request, version);
            if (shown.isPresent()) {
                return ApiResponse.ok(bodies.byGuid(shown.get(), ResponseBodies.Form.of(request)));
            }
            refused = AccessFaults.denied();
        }
        throw refused;
    }

    private ApiResponse idsOfGuid(ApiRequest request) {
        UUID guid = guid(request);
        ArrayNode found = ResponseBodies.array();
        if (guid != null) {
            catalog.everyIdOf(guid).forEach((context, id) -> {
                if (isShown(request, context, id)) {
                    found.addObject().put("context", context).put("id", id);
                }
            });
        }
        return ApiResponse.ok(found);
    }

    /** An id that no version has any more is nobody's secret. */
    private boolean isShown(ApiRequest request, String context, int id) {
        List<SchemaVersion> users = catalog.users(context, id);
        return users.isEmpty() || users.stream().anyMatch(user -> readContext.shows(request, user.subject()));
    }
}
