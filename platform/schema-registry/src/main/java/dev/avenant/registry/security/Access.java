package dev.avenant.registry.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who makes a request, and whether they may. Once any way to authenticate is set, who is not known is refused,
 * and who is known may do what the roles say and nothing else; without roles, all.
 *
 * @param passwords for basic authentication
 * @param apiKeys for {@code X-API-Key}
 * @param tokens for bearer tokens
 * @param certificates whether a client's certificate says who it is
 * @param roles null lets everybody who is known do everything
 */
public record Access(
        @Nullable PasswordFile passwords,
        @Nullable ApiKeys apiKeys,
        @Nullable Tokens tokens,
        boolean certificates,
        @Nullable Roles roles) {

    /** Everybody may do everything. */
    public static final Access OPEN = new Access(null, null, null, false, null);

    /** What a request says about who makes it. */
    public record Credentials(
            @Nullable String authorization,
            @Nullable String apiKey,
            @Nullable String certificateName) {}

    /** Whether requests need permission. */
    public boolean isGuarded() {
        return passwords != null || apiKeys != null || tokens != null || certificates || roles != null;
    }

    /** Who makes a request, empty for who cannot prove it. */
    public Optional<String> principalOf(Credentials credentials) {
        String key = credentials.apiKey();
        if (apiKeys != null && key != null) {
            return apiKeys.principalOf(key);
        }
        String authorization = credentials.authorization();
        if (authorization != null) {
            String scheme = authorization.toLowerCase(Locale.ROOT);
            if (passwords != null && scheme.startsWith("basic ")) {
                return basic(
                        passwords, authorization.substring("basic ".length()).trim());
            }
            if (tokens != null && scheme.startsWith("bearer ")) {
                return tokens.principalOf(
                        authorization.substring("bearer ".length()).trim());
            }
            return Optional.empty();
        }
        return certificates ? Optional.ofNullable(credentials.certificateName()) : Optional.empty();
    }

    private static Optional<String> basic(PasswordFile passwords, String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0 && passwords.accepts(pair.substring(0, colon), pair.substring(colon + 1))
                    ? Optional.of(pair.substring(0, colon))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether a principal may do that; null as a subject means what belongs to no single one. */
    public boolean allows(String principal, @Nullable String subject, Role role) {
        return roles == null || roles.allow(principal, subject, role);
    }

    /** Whether a principal may read a subject; null as a principal is nobody, as long as nobody has to be known. */
    public boolean mayRead(@Nullable String principal, String subject) {
        return principal == null ? !isGuarded() : allows(principal, subject, Role.READ);
    }

    /** Whether a principal has a role on some subject. */
    public boolean allowsSomewhere(String principal, Role role) {
        return roles == null || roles.allowSomewhere(principal, role);
    }
}
