package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.LogicalFormat;
import dev.avenant.registry.catalog.RegistryCoordinator;
import dev.avenant.registry.catalog.SchemaLookup;
import dev.avenant.registry.catalog.SchemaRegistration;
import dev.avenant.registry.catalog.Settings;
import dev.avenant.registry.catalog.SubjectDeletion;
import dev.avenant.registry.security.Access;
import java.util.ArrayList;
import java.util.List;

/** All endpoints over one catalog. */
public final class Api {

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final SchemaResponseCache cache;
    private final SubjectAliases aliases;

    /**
     * What may be set about it.
     *
     * @param modesChange whether modes may be changed
     * @param rejectsEmptySubjects whether subjects need a name of their own
     * @param strictReferenceVersions whether a schema may refer to one version of a name only
     */
    public record Rules(
            boolean modesChange,
            boolean rejectsEmptySubjects,
            boolean strictReferenceVersions,
            ServerIdentity identity,
            Access access,
            Limits limits) {}

    public Api(Catalog catalog, RegistryCoordinator coordinator, Rules rules) {
        AvroSchemas schemas = new AvroSchemas(catalog, rules.strictReferenceVersions());
        ResponseBodies bodies = new ResponseBodies(schemas);
        aliases = new SubjectAliases(catalog);
        cache = new SchemaResponseCache(catalog, bodies);
        ReadContext readContext = new ReadContext(catalog, aliases, bodies, rules.access(), rules.limits());
        SchemaLookup lookup = new SchemaLookup(catalog, schemas);
        SchemaRegistration registration = new SchemaRegistration(catalog, coordinator, schemas, lookup);
        SubjectDeletion deletion = new SubjectDeletion(catalog, coordinator);
        Settings settings = new Settings(catalog, coordinator, rules.modesChange());
        endpoints.addAll(new SchemaListEndpoint(readContext).endpoints());
        endpoints.addAll(new SchemaEndpoints(readContext, cache).endpoints());
        endpoints.addAll(new SubjectEndpoints(readContext, lookup, deletion).endpoints());
        endpoints.addAll(new VersionEndpoints(
                        readContext,
                        new SubjectNames(rules.rejectsEmptySubjects()),
                        registration,
                        deletion,
                        new LogicalFormat(catalog, rules.strictReferenceVersions()))
                .endpoints());
        endpoints.addAll(new CompatibilityEndpoints(readContext, registration, new Explanation(registration, schemas))
                .endpoints());
        endpoints.addAll(new SettingEndpoints(readContext, settings, deletion, rules.identity()).endpoints());
        endpoints.addAll(
                new AssociationEndpoints(readContext, new Associations(catalog, coordinator, registration, deletion))
                        .endpoints());
    }

    /** Every one of them. */
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    SchemaResponseCache cache() {
        return cache;
    }

    SubjectAliases aliases() {
        return aliases;
    }
}
