package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.delete;
import static dev.avenant.registry.http.Endpoint.get;
import static dev.avenant.registry.http.Endpoint.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LogicalFormat;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is asked of the versions of a subject: listing, registering, reading, deleting, tagging. */
final class VersionEndpoints {

    private final Catalog catalog;
    private final SchemaRegistration registration;
    private final SubjectDeletion deletion;
    private final ResponseBodies bodies;
    private final ReadContext readContext;
    private final Limits limits;
    private final SubjectNames names;
    private final LogicalFormat logical;

    VersionEndpoints(
            ReadContext readContext,
            SubjectNames names,
            SchemaRegistration registration,
            SubjectDeletion deletion,
            LogicalFormat logical) {
        this.logical = logical;
        this.names = names;
        this.readContext = readContext;
        this.catalog = readContext.catalog();
        this.bodies = readContext.bodies();
        this.limits = readContext.limits();
        this.registration = registration;
        this.deletion = deletion;
    }

    List<Endpoint> endpoints() {
        String versions = "/subjects/{subject}/versions";
        String version = versions + "/{version}";
        return List.of(
                get(versions)
                        .parameters("deleted", "deletedOnly", "deletedAsNegative", "offset", "limit")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::versions),
                post(versions)
                        .parameters("normalize", "format", "force")
                        .needs(Role.WRITE, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::register),
                get(version)
                        .parameters("format", "referenceFormat", "deleted", "findTags")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::version),
                delete(version)
                        .parameters("permanent")
                        .needs(Role.DELETE, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::deleteVersion),
                get(version + "/schema")
                        .parameters("format", "deleted")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::text),
                get(version + "/referencedby")
                        .parameters("deleted", "offset", "limit")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::referencedBy),
                post(version + "/tags")
                        .needs(Role.WRITE, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::tag));
    }

    private ApiResponse versions(ApiRequest request) {
        String subject = request.resolvedSubject();
        boolean deletedOnly = request.flag("deletedOnly");
        // Where all are deleted, there is none to tell them from.
        boolean negative = request.flag("deletedAsNegative") && !deletedOnly;
        LookupFilter filter = LookupFilter.of(request.flag("deleted") || negative, deletedOnly);
        List<SchemaVersion> found = catalog.versions(subject, filter);
        if (!catalog.holds(subject, deletedOnly ? LookupFilter.ALL : filter)) {
            throw RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        List<Integer> numbers = found.stream()
                .map(version -> negative && version.deleted() ? -version.version() : version.version())
                .toList();
        return ApiResponse.ok(ResponseBodies.numbers(limits.versions().page(request, numbers)));
    }

    private ApiResponse register(ApiRequest request) {
        RegistrationRequest wanted = isLogical(request)
                ? RegisterSchemaRequest.readTyped(request, "register.request")
                : RegisterSchemaRequest.read(request, "register.request");
        names.requireRegistrable(request.namedSubject());
        Rules.requireSound(wanted.content().ruleSet());
        ReservedMetadata.requireFree(wanted.content().metadata());
        readContext.requireReadableReferences(request, wanted);
        SchemaLookup.Found found = registration.register(isLogical(request) ? logical.toAvro(wanted) : wanted);
        return ApiResponse.ok(bodies.registered(found.version(), ResponseBodies.Form.of(request), found.alike()));
    }

    /** A version of the subject; in the default context, else of other contexts that have the subject. */
    private SchemaVersion find(ApiRequest request) {
        int number = request.version();
        String subject = request.resolvedSubject();
        boolean deleted = request.flag("deleted");
        Optional<SchemaVersion> here = find(subject, number, deleted);
        if (here.isPresent()) {
            return here.get();
        }
        if (QualifiedSubject.of(subject).isInDefaultContext()) {
            for (String context : catalog.contexts()) {
                String elsewhere = new QualifiedSubject(context, subject).toString();
                Optional<SchemaVersion> there =
                        readContext.shows(request, elsewhere) ? find(elsewhere, number, deleted) : Optional.empty();
                if (there.isPresent()) {
                    return there.get();
                }
            }
        }
        throw catalog.holds(subject, LookupFilter.of(deleted, false))
                ? RestException.of(RegistryErrorCode.VERSION_NOT_FOUND, number)
                : RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
    }

    private Optional<SchemaVersion> find(String subject, int number, boolean deleted) {
        return number == -1
                ? catalog.latest(subject)
                : catalog.version(subject, number).filter(version -> deleted || !version.deleted());
    }

    private ApiResponse version(ApiRequest request) {
        SchemaVersion version = find(request);
        ObjectNode body = bodies.version(version, ResponseBodies.Form.of(request));
        return ApiResponse.ok(isLogical(request) ? body.put("schema", logical.text(version)) : body);
    }

    private static boolean isLogical(ApiRequest request) {
        return "logical".equalsIgnoreCase(request.option("format"));
    }

    private ApiResponse deleteVersion(ApiRequest request) {
        int number = request.version();
        int gone = deletion.deleteVersion(request.resolvedSubject(), number, request.flag("permanent"));
        return ApiResponse.ok(ResponseBodies.object().numberNode(gone));
    }

    private ApiResponse text(ApiRequest request) {
        SchemaVersion version = find(request);
        return ApiResponse.text(
                isLogical(request) ? logical.text(version) : bodies.text(version, ResponseBodies.Form.of(request)));
    }

    private ApiResponse referencedBy(ApiRequest request) {
        SchemaVersion version = find(request.withQuery(Map.of("deleted", List.of("true"))));
        TreeSet<Integer> ids = new TreeSet<>();
        catalog.referrers(version.subject(), version.version(), request.flag("deleted")).stream()
                .filter(user -> readContext.shows(request, user.subject()))
                .forEach(user -> ids.add(user.id()));
        return ApiResponse.ok(ResponseBodies.numbers(limits.versions().page(request, List.copyOf(ids))));
    }

    private ApiResponse tag(ApiRequest request) {
        SchemaVersion version = find(request);
        TagSchemaRequest tags = Json.read(request.body(), TagSchemaRequest.class, "modifyTags.request");
        String subject = request.resolvedSubject();
        int before = tags.newVersion() == null ? -1 : tags.newVersion() - 1;
        RegistrationRequest wanted =
                tags.registration(subject, version, find(subject, before, false).orElse(null));
        SchemaLookup.Found found = registration.register(wanted);
        ObjectNode body = bodies.registered(found.version(), ResponseBodies.Form.of(request), found.alike());
        return ApiResponse.ok(body);
    }
}
