package dev.avenant.service.access;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Makes a {@link Caller} of a token whose signature and times are right. */
final class CallerConverter implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final String ROLES = "roles";

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        Instant expiresAt = Objects.requireNonNull(token.getExpiresAt(), "the decoder takes no token without exp");
        return new CallerToken(new Caller(subject(token), roles(token), expiresAt));
    }

    private static UUID subject(Jwt token) {
        @Nullable String subject = token.getSubject();
        try {
            UUID id = UUID.fromString(String.valueOf(subject));
            if (id.toString().equals(subject)) {
                return id;
            }
        } catch (IllegalArgumentException noId) {
            // It is told below.
        }
        throw new InvalidBearerTokenException("sub is no id of a user");
    }

    private static Set<String> roles(Jwt token) {
        Object claim = token.getClaims().getOrDefault(ROLES, List.of());
        Set<String> roles = new LinkedHashSet<>();
        if (claim instanceof List<?> list) {
            list.forEach(role -> roles.add(role instanceof String text ? text : ""));
        } else {
            roles.add("");
        }
        if (roles.contains("")) {
            throw new InvalidBearerTokenException("roles is no list of texts");
        }
        return roles;
    }

    private static final class CallerToken extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final transient Caller caller;

        CallerToken(Caller caller) {
            super(caller.roles().stream()
                    .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                    .toList());
            this.caller = caller;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Caller getPrincipal() {
            return caller;
        }
    }
}
