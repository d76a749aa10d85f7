package dev.avenant.registry.http;

import dev.avenant.registry.catalog.LifecyclePolicy;
import dev.avenant.registry.catalog.ResourceAssociation;
import dev.avenant.registry.catalog.RestException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which associations the parameters of a query leave. */
final class AssociationFilter {

    private static final Set<String> KNOWN =
            Arrays.stream(LifecyclePolicy.values()).map(LifecyclePolicy::name).collect(Collectors.toUnmodifiableSet());

    private AssociationFilter() {}

    static boolean accepts(ResourceAssociation association, ApiRequest request) {
        String resourceType = request.option("resourceType");
        List<String> types = request.options("associationType");
        List<String> lifecycles = request.options("lifecycle");
        return (resourceType == null
                        || resourceType.isEmpty()
                        || association.resourceType().equals(resourceType))
                && (types.isEmpty() || types.contains(association.associationType()))
                && (lifecycles.isEmpty() || lifecycles.contains(association.lifecycle()));
    }

    /** Throws a {@link RestException} 404 when a query names a lifecycle that there is not. */
    static void requireLifecycles(ApiRequest request) {
        if (!KNOWN.containsAll(request.options("lifecycle"))) {
            throw new RestException(404, 404, "HTTP 404 Not Found");
        }
    }
}
