package dev.avenant.service.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who asks, as the access token says. A handler takes it as an argument:
 *
 * <pre>{@code
 * @GetMapping("/api/things/{id}")
 * @Authenticated
 * Thing read(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) { … }
 * }</pre>
 *
 * It is null where everybody may ask and nobody has signed in.
 *
 * @param id identifies the user, the token's {@code sub}
 * @param roles what the user is, the token's {@code roles}
 * @param expiresAt until when the token is good
 */
public record Caller(UUID id, Set<String> roles, Instant expiresAt) implements AuthenticatedPrincipal {

    /** The role of those who may do everything. */
    public static final String ADMINISTRATOR = "ADMINISTRATOR";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the user has that role; of an administrator this says no more than of others. */
    public boolean has(String role) {
        return roles.contains(role);
    }

    /** Whether the user may do everything. */
    public boolean isAdministrator() {
        return roles.contains(ADMINISTRATOR);
    }

    /** Whether the user is that one, or an administrator. */
    public boolean mayActFor(UUID userId) {
        return id.equals(userId) || isAdministrator();
    }

    @Override
    public String getName() {
        return id.toString();
    }
}
