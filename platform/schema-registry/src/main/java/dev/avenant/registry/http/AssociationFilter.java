package dev.avenant.registry.http;

import dev.avenant.registry.catalog.ResourceAssociation;
import java.util.List;

/** Which associations the parameters of a query leave. */
final class AssociationFilter {

    private AssociationFilter() {}

    static boolean accepts(ResourceAssociation association, ApiRequest request) {
        String resourceType = request.option("resourceType");
        List<String> types = request.options("associationType");
        List<String> lifecycles = request.options("lifecycle");
        return (resourceType == null
                        || resourceType.isEmpty()
                        || association.resourceType().equals(resourceType))
                && (types.isEmpty() || types.contains(association.associationType()))
                && (lifecycles.isEmpty() || lifecycles.stream().anyMatch(association.lifecycle()::equalsIgnoreCase));
    }
}
