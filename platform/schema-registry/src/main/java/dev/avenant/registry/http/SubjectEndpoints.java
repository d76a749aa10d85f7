package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.delete;
import static dev.avenant.registry.http.Endpoint.get;
import static dev.avenant.registry.http.Endpoint.post;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of subjects as a whole: listing, looking up a schema, reading by metadata, deleting. */
final class SubjectEndpoints {

    private final Catalog catalog;
    private final SchemaLookup lookup;
    private final SubjectDeletion deletion;
    private final ResponseBodies bodies;
    private final ReadContext readContext;
    private final Limits limits;

    SubjectEndpoints(ReadContext readContext, SchemaLookup lookup, SubjectDeletion deletion) {
        this.readContext = readContext;
        this.catalog = readContext.catalog();
        this.bodies = readContext.bodies();
        this.limits = readContext.limits();
        this.lookup = lookup;
        this.deletion = deletion;
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/subjects")
                        .parameters("subjectPrefix", "deleted", "deletedOnly", "offset", "limit")
                        .needs(Role.READ, AccessScope.REGISTRY)
                        .answers(this::list),
                post("/subjects/{subject}")
                        .parameters("normalize", "format", "deleted")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::lookUp),
                delete("/subjects/{subject}")
                        .parameters("permanent")
                        .needs(Role.DELETE, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::deleteSubject),
                get("/subjects/{subject}/metadata")
                        .parameters("key", "value", "deleted", "format")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::byMetadata));
    }

    private ApiResponse list(ApiRequest request) {
        String prefix = request.option("subjectPrefix");
        String scope = request.context() == null
                ? (prefix == null ? ":*:" : QualifiedSubject.normalize(prefix))
                : request.inContext(prefix == null ? "" : prefix);
        LookupFilter filter = LookupFilter.of(request.flag("deleted"), request.flag("deletedOnly"));
        List<String> readable = catalog.subjects(scope, filter).stream()
                .filter(subject -> readContext.shows(request, subject))
                .toList();
        return ApiResponse.ok(ResponseBodies.texts(limits.subjects().page(request, readable)));
    }

    private ApiResponse lookUp(ApiRequest request) {
        RegistrationRequest wanted = RegisterSchemaRequest.read(request, "lookUpSchemaUnderSubject.request");
        readContext.requireReadableReferences(request, wanted);
        SchemaLookup.Found found =
                lookup.lookUp(wanted, request.flag("deleted"), there -> readContext.shows(request, there));
        return ApiResponse.ok(bodies.lookedUp(found.version(), ResponseBodies.Form.of(request), found.alike()));
    }

    private ApiResponse deleteSubject(ApiRequest request) {
        return ApiResponse.ok(
                ResponseBodies.numbers(deletion.deleteSubject(request.resolvedSubject(), request.flag("permanent"))));
    }

    private ApiResponse byMetadata(ApiRequest request) {
        String subject = request.resolvedSubject();
        boolean deleted = request.flag("deleted");
        LookupFilter filter = LookupFilter.of(deleted, false);
        if (!catalog.holds(subject, filter)) {
            throw RestException.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        List<SchemaVersion> versions = catalog.versions(subject, filter);
        List<String> keys = request.options("key");
        List<String> values = request.options("value");
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (hasAll(versions.get(i).content().metadata(), keys, values)) {
                return ApiResponse.ok(bodies.version(versions.get(i), ResponseBodies.Form.of(request)));
            }
        }
        throw RestException.of(RegistryErrorCode.SCHEMA_NOT_FOUND);
    }

    /** A version without metadata answers no such question, not even one that asks for nothing. */
    private static boolean hasAll(@Nullable Metadata metadata, List<String> keys, List<String> values) {
        if (metadata == null) {
            return false;
        }
        for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
            if (!values.get(i).equals(metadata.property(keys.get(i)))) {
                return false;
            }
        }
        return true;
    }
}
