package dev.avenant.registry.http;

import static dev.avenant.registry.http.Endpoint.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /compatibility}: whether a schema could be registered. */
final class CompatibilityEndpoints {

    private final ReadContext readContext;
    private final Catalog catalog;
    private final SchemaRegistration registration;
    private final Explanation explanation;

    CompatibilityEndpoints(ReadContext readContext, SchemaRegistration registration, Explanation explanation) {
        this.readContext = readContext;
        this.catalog = readContext.catalog();
        this.registration = registration;
        this.explanation = explanation;
    }

    List<Endpoint> endpoints() {
        String versions = "/compatibility/subjects/{subject}/versions";
        return List.of(
                post(versions)
                        .parameters("normalize", "verbose", "explain")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::withAll),
                post(versions + "/{version}")
                        .parameters("normalize", "verbose", "explain")
                        .needs(Role.READ, AccessScope.SUBJECT_OR_ALIAS)
                        .answers(this::withOne));
    }

    private ApiResponse withAll(ApiRequest request) {
        return answer(request, "testCompatibilityForSubject.request", null);
    }

    private ApiResponse withOne(ApiRequest request) {
        int number = request.version();
        String subject = request.resolvedSubject();
        Optional<SchemaVersion> version = number == -1
                ? catalog.latest(subject)
                : catalog.version(subject, number).filter(found -> !found.deleted());
        if (version.isEmpty() && number != -1) {
            throw RestException.of(RegistryErrorCode.VERSION_NOT_FOUND, number);
        }
        return answer(
                request,
                "testCompatibilityBySubjectName.request",
                version.map(List::of).orElse(List.of()));
    }

    private ApiResponse answer(ApiRequest request, String name, @Nullable List<SchemaVersion> earlier) {
        boolean verbose = request.flag("verbose");
        ObjectNode body = ResponseBodies.object();
        List<String> against;
        try {
            RegistrationRequest wanted = RegisterSchemaRequest.read(request, name);
            readContext.requireReadableReferences(request, wanted);
            against = registration.check(wanted, earlier);
            body.put("is_compatible", against.isEmpty());
            if (request.flag("explain")) {
                List<SchemaVersion> compared =
                        earlier == null ? catalog.versions(wanted.subject(), LookupFilter.ACTIVE) : earlier;
                body.set("explanation", explanation.of(wanted, compared));
            }
        } catch (RestException fault) {
            if (!verbose || fault.errorCode() != RegistryErrorCode.INVALID_SCHEMA.code()) {
                throw fault;
            }
            against = List.of(fault.text());
            body.put("is_compatible", false);
        }
        if (verbose) {
            body.set("messages", ResponseBodies.texts(against));
        }
        return ApiResponse.ok(body);
    }
}
