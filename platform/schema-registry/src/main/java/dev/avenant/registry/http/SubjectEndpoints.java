package dev.avenant.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.Finder;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.Registration;
import dev.avenant.registry.catalog.RegistryFault;
import dev.avenant.registry.catalog.Remover;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RegistryErrorCode;
import dev.avenant.registry.security.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is asked under {@code /subjects}: registering, looking up, reading, deleting. */
final class SubjectEndpoints {

    private final Catalog catalog;
    private final Registrar registrar;
    private final Finder finder;
    private final Remover remover;
    private final Bodies bodies;
    private final Access access;

    SubjectEndpoints(
            Catalog catalog, Registrar registrar, Finder finder, Remover remover, Bodies bodies, Access access) {
        this.access = access;
        this.catalog = catalog;
        this.registrar = registrar;
        this.finder = finder;
        this.remover = remover;
        this.bodies = bodies;
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
    private String subject(Call call) {
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

    private Answer list(Call call) {
        String prefix = call.option("subjectPrefix");
        String scope = call.context() == null
                ? (prefix == null ? ":*:" : QualifiedSubject.normalize(prefix))
                : call.inContext(prefix == null ? "" : prefix);
        Catalog.Which which = Catalog.Which.of(call.flag("deleted"), call.flag("deletedOnly"));
        List<String> readable = catalog.subjects(scope, which).stream()
                .filter(subject -> access.mayRead(call.principal(), subject))
                .toList();
        return Answer.ok(Bodies.texts(call.page(readable)));
    }

    static Registration registration(Catalog catalog, Call call, String subject, String name) {
        RegisterSchemaRequest request = Json.read(call.body(), RegisterSchemaRequest.class, name);
        Registration wanted = new Registration(
                subject,
                request.content(),
                request.id(),
                request.version(),
                call.flag("normalize"),
                call.flag("force"));
        if (!"AVRO".equals(request.type()) && !request.content().text().isBlank()) {
            throw RegistryFault.of(RegistryErrorCode.INVALID_SCHEMA, "Invalid schema type " + request.type());
        }
        return wanted;
    }

    private Answer register(Call call) {
        Registration wanted = registration(catalog, call, subject(call), "register.request");
        Finder.Found found = registrar.register(wanted);
        return Answer.ok(bodies.registered(found.version(), Bodies.Form.of(call), found.alike()));
    }

    private Answer lookUp(Call call) {
        Registration wanted = registration(catalog, call, subject(call), "lookUpSchemaUnderSubject.request");
        Finder.Found found = finder.lookUp(wanted, call.flag("deleted"));
        return Answer.ok(bodies.lookedUp(found.version(), Bodies.Form.of(call), found.alike()));
    }

    private Answer versions(Call call) {
        String subject = subject(call);
        boolean negative = call.flag("deletedAsNegative");
        Catalog.Which which = Catalog.Which.of(call.flag("deleted") || negative, call.flag("deletedOnly"));
        List<SchemaVersion> found = catalog.versions(subject, which);
        if (found.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        return Answer.ok(Bodies.numbers(call.page(found.stream()
                .map(version -> negative && version.deleted() ? -version.version() : version.version())
                .toList())));
    }

    /** A version of the subject; in the default context, else of other contexts that have the subject. */
    private SchemaVersion find(Call call) {
        int number = call.version();
        String subject = subject(call);
        boolean deleted = call.flag("deleted");
        Optional<SchemaVersion> here = find(subject, number, deleted);
        if (here.isPresent()) {
            return here.get();
        }
        if (QualifiedSubject.of(subject).isInDefaultContext()) {
            for (String context : catalog.contexts()) {
                Optional<SchemaVersion> there =
                        find(new QualifiedSubject(context, subject).toString(), number, deleted);
                if (there.isPresent()) {
                    return there.get();
                }
            }
        }
        boolean known = !catalog.versions(subject, deleted ? Catalog.Which.ALL : Catalog.Which.ACTIVE)
                .isEmpty();
        throw known
                ? RegistryFault.of(RegistryErrorCode.VERSION_NOT_FOUND, number)
                : RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
    }

    private Optional<SchemaVersion> find(String subject, int number, boolean deleted) {
        return number == -1
                ? catalog.latest(subject)
                : catalog.version(subject, number).filter(version -> deleted || !version.deleted());
    }

    private Answer version(Call call) {
        return Answer.ok(bodies.version(find(call), Bodies.Form.of(call)));
    }

    private Answer text(Call call) {
        return SchemaEndpoints.Texts.answer(bodies.text(find(call), Bodies.Form.of(call)));
    }

    private Answer referencedBy(Call call) {
        SchemaVersion version = find(new Call(
                call.method(),
                call.variables(),
                Map.of("deleted", List.of("true")),
                call.context(),
                call.body(),
                call.principal()));
        TreeSet<Integer> ids = new TreeSet<>();
        catalog.referrers(version.subject(), version.version(), call.flag("deleted"))
                .forEach(user -> ids.add(user.id()));
        return Answer.ok(Bodies.numbers(call.page(List.copyOf(ids))));
    }

    private Answer byMetadata(Call call) {
        String subject = subject(call);
        boolean deleted = call.flag("deleted");
        List<SchemaVersion> versions = catalog.versions(subject, deleted ? Catalog.Which.ALL : Catalog.Which.ACTIVE);
        if (versions.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.SUBJECT_NOT_FOUND, subject);
        }
        List<String> keys = call.options("key");
        List<String> values = call.options("value");
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (hasAll(versions.get(i).content().metadata(), keys, values)) {
                return Answer.ok(bodies.version(versions.get(i), Bodies.Form.of(call)));
            }
        }
        throw RegistryFault.of(RegistryErrorCode.SCHEMA_NOT_FOUND);
    }

    private static boolean hasAll(@Nullable Metadata metadata, List<String> keys, List<String> values) {
        for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
            if (metadata == null || !values.get(i).equals(metadata.property(keys.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private Answer deleteVersion(Call call) {
        int number = call.version();
        int gone = remover.deleteVersion(subject(call), number, call.flag("permanent"));
        return Answer.ok(Bodies.object().numberNode(gone));
    }

    private Answer deleteSubject(Call call) {
        return Answer.ok(Bodies.numbers(remover.deleteSubject(subject(call), call.flag("permanent"))));
    }

    private Answer tag(Call call) {
        SchemaVersion version = find(call);
        TagSchemaRequest request = Json.read(call.body(), TagSchemaRequest.class, "tagsUpdate.request");
        Registration wanted = request.registration(version);
        Finder.Found found = registrar.register(wanted);
        ObjectNode body = bodies.registered(found.version(), Bodies.Form.of(call), found.alike());
        return Answer.ok(body);
    }
}
