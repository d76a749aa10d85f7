package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /subjects}: registering, looking up, reading, deleting. */
final class SubjectEndpoints {

    private final Catalog catalog;
    private final Registrar registrar;
    private final SchemaLookup lookup;
    private final SubjectDeletion deletion;
    private final ResponseBodies bodies;
    private final ReadContext view;
    private final Limits limits;

    SubjectEndpoints(ReadContext view, Registrar registrar, SchemaLookup lookup, SubjectDeletion deletion) {
        this.catalog = view.catalog();
        this.bodies = view.bodies();
        this.view = view;
        this.limits = view.limits();
        this.registrar = registrar;
        this.lookup = lookup;
        this.deletion = deletion;
    }

    List<Endpoint> endpoints() {
        String versions = "/subjects/{subject}/versions";
        String version = versions + "/{version}";
        return List.of(
                Endpoint.read(
                        "GET", "/subjects", this::list, "subjectPrefix", "deleted", "deletedOnly", "offset", "limit"),
                Endpoint.read("POST", "/subjects/{subject}", this::lookUp, "normalize", "format", "deleted"),
                Endpoint.write("DELETE", "/subjects/{subject}", this::deleteSubject, "permanent"),
                Endpoint.read(
                        "GET", "/subjects/{subject}/metadata", this::byMetadata, "key", "value", "deleted", "format"),
                Endpoint.read(
                        "GET",
                        versions,
                        this::versions,
                        "deleted",
                        "deletedOnly",
                        "deletedAsNegative",
                        "offset",
                        "limit"),
                Endpoint.write("POST", versions, this::register, "normalize", "format", "force"),
                Endpoint.read("GET", version, this::version, "format", "referenceFormat", "deleted", "findTags"),
                Endpoint.write("DELETE", version, this::deleteVersion, "permanent"),
                Endpoint.read("GET", version + "/schema", this::text, "format", "deleted"),
                Endpoint.read("GET", version + "/referencedby", this::referencedBy, "deleted", "offset", "limit"),
                Endpoint.write("POST", version + "/tags", this::tag));
    }

    /** The subject of the path, or the one that it is another name of. */
    private String subject(ApiRequest call) {
        return resolveAlias(catalog, call.subject());
    }

    static String resolveAlias(Catalog catalog, String subject) {
        String alias = catalog.config(subject).map(SubjectConfig::usableAlias).orElse(null);
        if (alias == null) {
            return subject;
        }
        QualifiedSubject own = QualifiedSubject.of(subject);
        return own.isInDefaultContext()
                ? QualifiedSubject.normalize(alias)
                : QualifiedSubject.inContext(own.context(), alias);
    }

    private ApiResponse list(ApiRequest call) {
        String prefix = call.option("subjectPrefix");
        String scope = call.context() == null
                ? (prefix == null ? ":*:" : QualifiedSubject.normalize(prefix))
                : call.inContext(prefix == null ? "" : prefix);
        LookupFilter filter = LookupFilter.of(call.flag("deleted"), call.flag("deletedOnly"));
        List<String> readable = catalog.subjects(scope, filter).stream()
                .filter(subject -> view.shows(call, subject))
                .toList();
        return ApiResponse.ok(ResponseBodies.texts(limits.subjects().page(call, readable)));
    }

    static RegistrationRequest registration(Catalog catalog, ApiRequest call, String subject, String name) {
        RegisterSchemaRequest request = Json.read(call.body(), RegisterSchemaRequest.class, name);
        RegistrationRequest wanted = new RegistrationRequest(
                subject,
                request.content(),
                request.id(),
                request.version(),
                new RegistrationRequest.Options(call.flag("normalize"), call.flag("force"), request.tags()));
        if (!"AVRO".equals(request.type()) && !request.content().text().isBlank()) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SCHEMA, "Invalid schema type " + request.type());
        }
        return wanted;
    }

    private void requireReadableReferences(ApiRequest call, RegistrationRequest wanted) {
        requireReadableReferences(view, call, wanted);
    }

    /** A schema shows the types that it refers to, so who may not read them cannot refer to them. */
    static void requireReadableReferences(ReadContext view, ApiRequest call, RegistrationRequest wanted) {
        for (String subject : wanted.referencedSubjects()) {
            if (!view.shows(call, subject)) {
                throw AccessFilter.denied();
            }
        }
    }

    private ApiResponse register(ApiRequest call) {
        RegistrationRequest wanted = registration(catalog, call, subject(call), "register.request");
        Rules.requireSound(wanted.content().ruleSet());
        requireReadableReferences(call, wanted);
        SchemaLookup.Found found = registrar.register(wanted);
        return ApiResponse.ok(bodies.registered(found.version(), ResponseBodies.Form.of(call), found.alike()));
    }

    private ApiResponse lookUp(ApiRequest call) {
        RegistrationRequest wanted = registration(catalog, call, subject(call), "lookUpSchemaUnderSubject.request");
        requireReadableReferences(call, wanted);
        SchemaLookup.Found found = lookup.lookUp(wanted, call.flag("deleted"), there -> view.shows(call, there));
        return ApiResponse.ok(bodies.lookedUp(found.version(), ResponseBodies.Form.of(call), found.alike()));
    }

    private ApiResponse versions(ApiRequest call) {
        String subject = subject(call);
        boolean negative = call.flag("deletedAsNegative");
        boolean deletedOnly = call.flag("deletedOnly");
        LookupFilter filter = LookupFilter.of(call.flag("deleted") || negative, deletedOnly);
        List<SchemaVersion> found = catalog.versions(subject, filter);
        if (!catalog.holds(subject, deletedOnly ? LookupFilter.ALL : filter)) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        List<Integer> numbers = found.stream()
                .map(version -> negative && version.deleted() ? -version.version() : version.version())
                .toList();
        return ApiResponse.ok(ResponseBodies.numbers(limits.versions().page(call, numbers)));
    }

    /** A version of the subject; in the default context, else of other contexts that have the subject. */
    private SchemaVersion find(ApiRequest call) {
        int number = call.version();
        String subject = subject(call);
        boolean deleted = call.flag("deleted");
        Optional<SchemaVersion> here = find(subject, number, deleted);
        if (here.isPresent()) {
            return here.get();
        }
        if (QualifiedSubject.of(subject).isInDefaultContext()) {
            for (String context : catalog.contexts()) {
                String elsewhere = new QualifiedSubject(context, subject).toString();
                Optional<SchemaVersion> there =
                        view.shows(call, elsewhere) ? find(elsewhere, number, deleted) : Optional.empty();
                if (there.isPresent()) {
                    return there.get();
                }
            }
        }
        throw catalog.holds(subject, LookupFilter.of(deleted, false))
                ? RegistryFault.of(RegistryErrorCode.VERSION_NOT_FOUND, number)
                : RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
    }

    private Optional<SchemaVersion> find(String subject, int number, boolean deleted) {
        return number == -1
                ? catalog.latest(subject)
                : catalog.version(subject, number).filter(version -> deleted || !version.deleted());
    }

    private ApiResponse version(ApiRequest call) {
        return ApiResponse.ok(bodies.version(find(call), ResponseBodies.Form.of(call)));
    }

    private ApiResponse text(ApiRequest call) {
        return SchemaEndpoints.Texts.answer(bodies.text(find(call), ResponseBodies.Form.of(call)));
    }

    private ApiResponse referencedBy(ApiRequest call) {
        SchemaVersion version = find(new ApiRequest(
                call.method(),
                call.variables(),
                Map.of("deleted", List.of("true")),
                call.context(),
                call.body(),
                call.principal()));
        TreeSet<Integer> ids = new TreeSet<>();
        catalog.referrers(version.subject(), version.version(), call.flag("deleted")).stream()
                .filter(user -> view.shows(call, user.subject()))
                .forEach(user -> ids.add(user.id()));
        return ApiResponse.ok(ResponseBodies.numbers(limits.versions().page(call, List.copyOf(ids))));
    }

    private ApiResponse byMetadata(ApiRequest call) {
        String subject = subject(call);
        boolean deleted = call.flag("deleted");
        LookupFilter filter = LookupFilter.of(deleted, false);
        if (!catalog.holds(subject, filter)) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        List<SchemaVersion> versions = catalog.versions(subject, filter);
        List<String> keys = call.options("key");
        List<String> values = call.options("value");
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (hasAll(versions.get(i).content().metadata(), keys, values)) {
                return ApiResponse.ok(bodies.version(versions.get(i), ResponseBodies.Form.of(call)));
            }
        }
        throw RegistryFault.of(RegistryErrorCode.SCHEMA_NOT_FOUND);
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

    private ApiResponse deleteVersion(ApiRequest call) {
        int number = call.version();
        int gone = deletion.deleteVersion(subject(call), number, call.flag("permanent"));
        return ApiResponse.ok(ResponseBodies.object().numberNode(gone));
    }

    private ApiResponse deleteSubject(ApiRequest call) {
        return ApiResponse.ok(ResponseBodies.numbers(deletion.deleteSubject(subject(call), call.flag("permanent"))));
    }

    private ApiResponse tag(ApiRequest call) {
        SchemaVersion version = find(call);
        TagSchemaRequest request = Json.read(call.body(), TagSchemaRequest.class, "tagsUpdate.request");
        String subject = subject(call);
        int before = request.newVersion() == null ? -1 : request.newVersion() - 1;
        RegistrationRequest wanted = request.registration(
                subject, version, find(subject, before, false).orElse(null));
        SchemaLookup.Found found = registrar.register(wanted);
        ObjectNode body = bodies.registered(found.version(), ResponseBodies.Form.of(call), found.alike());
        return ApiResponse.ok(body);
    }
}
