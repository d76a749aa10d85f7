package dev.avenant.console.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the roles or groups are granted that an OpenID provider says of somebody. */
public final class ProviderRoles {

    private final String claim;
    private final List<AccessSettings.ProviderRole> roles;

    /** Those of the settings. */
    public ProviderRoles(AccessSettings.Oidc settings) {
        this.claim = settings.rolesClaim();
        this.roles = settings.roles();
    }

    /** What is granted to whom a token is about; {@link Permissions#NONE} when nothing is. */
    public Permissions permissions(Map<String, Object> claims) {
        Set<String> has = valuesOf(claims.get(claim)).collect(Collectors.toSet());
        return new Permissions(roles.stream()
                .filter(role -> role.name().equals(Grant.ALL) || has.contains(role.name()))
                .flatMap(role -> role.grants().stream())
                .toList());
    }

    /** Providers write one as text, several as a list. */
    private static Stream<String> valuesOf(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().filter(String.class::isInstance).map(String.class::cast);
        }
        return value instanceof String one ? Stream.of(one) : Stream.empty();
    }
}
