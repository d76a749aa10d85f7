package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Puts schemas together with the types they refer to, and tells once what is wrong with those of the present state. */
final class SchemaResolution {
    private final DiscoveredSchemas now;
    private final Consumer<GateFinding> problems;
    private final Set<String> reported = new HashSet<>();

    SchemaResolution(DiscoveredSchemas now, Consumer<GateFinding> problems) {
        this.now = now;
        this.problems = problems;
    }

    /** The schema of a state with all that it refers to; empty when something of it is not there or cannot be used. */
    Optional<ComparedSchema> of(DiscoveredSchemas schemas, FoundSchema schema) {
        try {
            return Optional.of(schemas.resolve(schema));
        } catch (SchemaSyntaxException e) {
            return unresolved(schemas, schema, e);
        }
    }

    private Optional<ComparedSchema> unresolved(
            DiscoveredSchemas schemas, FoundSchema schema, SchemaSyntaxException e) {
        if (schemas == now && reported.add(e.location() + e.problem())) {
            problems.accept(DiscoveredSchemas.problem(schema.path(), e));
        }
        return Optional.empty();
    }
}
