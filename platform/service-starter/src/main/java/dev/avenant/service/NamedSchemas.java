package dev.avenant.service;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Objects;

/** Finds the schemas of a document that others refer to. */
final class NamedSchemas {

    private NamedSchemas() {}

    /** @param reference such as {@code #/components/schemas/Problem} */
    static Schema<?> find(OpenAPI document, String reference) {
        String name = reference.substring(Components.COMPONENTS_SCHEMAS_REF.length());
        return Objects.requireNonNull(document.getComponents().getSchemas().get(name), reference);
    }
}
