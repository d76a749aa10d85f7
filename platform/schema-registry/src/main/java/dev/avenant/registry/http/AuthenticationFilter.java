package dev.avenant.registry.http;

import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Audit;
import java.io.IOException;
import java.util.Optional;

/** Finds out who asks; once somebody has to be known, an unknown one gets no further. */
final class AuthenticationFilter implements Filter {

    private final Access access;

    AuthenticationFilter(Access access) {
        this.access = access;
    }

    @Override
    public ApiResponse filter(ApiRequest request, FilterChain chain) throws IOException {
        if (!access.isGuarded()) {
            return chain.proceed(request);
        }
        Optional<String> principal = principalOf(chain.exchange());
        return principal.isPresent() ? chain.proceed(request.withPrincipal(principal.get())) : refuse(chain.exchange());
    }

    /** Whether who asks is known, or nobody has to be. */
    boolean isKnown(HttpExchange exchange) {
        return !access.isGuarded() || principalOf(exchange).isPresent();
    }

    /** Writes the refusal down and gives the answer that tells it. */
    static ApiResponse refuse(HttpExchange exchange) {
        ApiResponse refusal = AccessFaults.unauthorized();
        Audit.refused(null, exchange.method(), exchange.path(), refusal.status());
        return refusal;
    }

    private Optional<String> principalOf(HttpExchange exchange) {
        return access.principalOf(new Access.Credentials(
                exchange.header("Authorization"), exchange.header("X-API-Key"), exchange.certificateName()));
    }
}
