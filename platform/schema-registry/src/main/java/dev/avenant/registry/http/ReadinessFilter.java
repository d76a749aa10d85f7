package dev.avenant.registry.http;

import dev.avenant.registry.log.RegistryHealth;
import java.io.IOException;

/** Refuses requests as long as the log is not read to its end, or is read no more: answers would leave records out. */
final class ReadinessFilter implements Filter {

    private final RegistryHealth health;

    ReadinessFilter(RegistryHealth health) {
        this.health = health;
    }

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        return health.isServing()
                ? chain.proceed(request)
                : ApiResponse.storeFault(health.status().detail());
    }
}
