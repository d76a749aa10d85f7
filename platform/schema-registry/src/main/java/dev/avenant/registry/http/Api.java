package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.AvroSchemas;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.Finder;
import dev.avenant.registry.catalog.Journal;
import dev.avenant.registry.catalog.Registrar;
import dev.avenant.registry.catalog.Remover;
import dev.avenant.registry.catalog.Settings;
import dev.avenant.registry.log.RecordFormat;
import dev.avenant.registry.security.Access;
import java.util.ArrayList;
import java.util.List;

/** All endpoints over one catalog. */
public final class Api {

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final SchemaEndpoints schemaEndpoints;

    /** Made with {@code modesChange}: whether modes may be changed */
    public Api(Catalog catalog, Journal journal, boolean modesChange, ServerIdentity identity, Access access) {
        AvroSchemas schemas = new AvroSchemas(catalog);
        Bodies bodies = new Bodies(schemas);
        Finder finder = new Finder(catalog, schemas);
        Registrar registrar = new Registrar(catalog, journal, schemas, finder);
        Remover remover = new Remover(catalog, journal);
        Settings settings = new Settings(catalog, journal, modesChange);
        schemaEndpoints = new SchemaEndpoints(catalog, bodies, access);
        endpoints.addAll(schemaEndpoints.endpoints());
        endpoints.addAll(new SubjectEndpoints(catalog, registrar, finder, remover, bodies, access).endpoints());
        endpoints.addAll(
                new CompatibilityEndpoints(catalog, registrar, new Explanation(registrar, schemas)).endpoints());
        endpoints.addAll(new SettingEndpoints(catalog, settings, remover, identity).endpoints());
        endpoints.addAll(new AssociationEndpoints(
                        new Associations(catalog, journal, registrar, remover, RecordFormat::associationKey), bodies)
                .endpoints());
    }

    /** Every one of them. */
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    SchemaEndpoints schemas() {
        return schemaEndpoints;
    }
}
