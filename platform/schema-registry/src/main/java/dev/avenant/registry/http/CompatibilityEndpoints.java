package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /compatibility}: whether a schema could be registered. */
final class CompatibilityEndpoints {

    private final ReadContext view;
    private final Catalog catalog;
    private final Registrar registrar;
    private final Explanation explanation;

    CompatibilityEndpoints(ReadContext view, Registrar registrar, Explanation explanation) {
        this.view = view;
        this.catalog = view.catalog();
        this.registrar = registrar;
        this.explanation = explanation;
    }

    List<Endpoint> endpoints() {
        String versions = "/compatibility/subjects/{subject}/versions";
        return List.of(
                Endpoint.read("POST", versions, this::withAll, "normalize", "verbose", "explain"),
                Endpoint.read("POST", versions + "/{version}", this::withOne, "normalize", "verbose", "explain"));
    }

    private String subject(ApiRequest call) {
        return SubjectEndpoints.resolveAlias(catalog, call.subject());
    }

    private ApiResponse withAll(ApiRequest call) {
        return answer(call, "testCompatibilityForSubject.request", null);
    }

    private ApiResponse withOne(ApiRequest call) {
        int number = call.version();
        String subject = subject(call);
        Optional<SchemaVersion> version = number == -1
                ? catalog.latest(subject)
                : catalog.version(subject, number).filter(found -> !found.deleted());
        if (version.isEmpty() && number != -1) {
            throw RegistryFault.of(RegistryErrorCode.VERSION_NOT_FOUND, number);
        }
        return answer(
                call,
                "testCompatibilityBySubjectName.request",
                version.map(List::of).orElse(List.of()));
    }

    private ApiResponse answer(ApiRequest call, String name, @Nullable List<SchemaVersion> earlier) {
        boolean verbose = call.flag("verbose");
        ObjectNode body = ResponseBodies.object();
        List<String> against;
        try {
            RegistrationRequest wanted = SubjectEndpoints.registration(catalog, call, subject(call), name);
            SubjectEndpoints.requireReadableReferences(view, call, wanted);
            against = registrar.check(wanted, earlier);
            body.put("is_compatible", against.isEmpty());
            if (call.flag("explain")) {
                List<SchemaVersion> compared =
                        earlier == null ? catalog.versions(wanted.subject(), LookupFilter.ACTIVE) : earlier;
                body.set("explanation", explanation.of(wanted, compared));
            }
        } catch (RegistryFault fault) {
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
