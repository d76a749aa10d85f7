package dev.avenant.console.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may see and do what with the console.
 *
 * @param mode how people sign in
 * @param everybody what whoever reaches the console is granted where nobody signs in; empty for a viewer of everything
 * @param users who signs in with a password of the console's own
 * @param oidc the OpenID provider that people sign in at; null for none
 * @param attemptsPerMinute how many sign-ins that fail one address may try for one name in a minute
 */
@ConfigurationProperties("avenant.console.access")
public record AccessSettings(
        @DefaultValue("none") Mode mode,
        @DefaultValue List<Grant> everybody,
        @DefaultValue List<User> users,
        @Nullable Oidc oidc,
        @DefaultValue("5") int attemptsPerMinute) {

    /** How people sign in. */
    public enum Mode {
        /** Nobody does, so the console listens on a loopback address alone. */
        NONE,
        /** With a name and a password that the console's settings have. */
        LOCAL,
        /** At an OpenID provider. */
        OIDC
    }

    public AccessSettings {
        everybody = everybody.isEmpty() ? List.of(Grant.TO_LOOK) : List.copyOf(everybody);
        users = List.copyOf(users);
    }

    /**
     * Somebody who signs in with a password.
     *
     * @param name as it is typed
     * @param password its hash, such as {@code {bcrypt}$2a$10$…}
     * @param grants what is granted
     */
    public record User(
            @DefaultValue("") String name,
            @DefaultValue("") String password,
            @DefaultValue List<Grant> grants) {
        public User {
            grants = List.copyOf(grants);
        }

        @Override
        public String toString() {
            return "User[" + name + "]";
        }
    }

    /**
     * An OpenID provider.
     *
     * @param issuer its address, as its tokens say it
     * @param clientId the console's id there
     * @param clientSecret the console's secret there; empty for a public client
     * @param scopes what is asked for when people sign in
     * @param nameClaim the claim that says who somebody is
     * @param rolesClaim the claim that lists the roles or groups of somebody
     * @param audience whom a bearer token is for; empty for the client's id
     * @param roles what is granted, by values of that claim
     */
    public record Oidc(
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue({"openid", "profile"}) List<String> scopes,
            @DefaultValue("preferred_username") String nameClaim,
            @DefaultValue("groups") String rolesClaim,
            @DefaultValue("") String audience,
            @DefaultValue List<ProviderRole> roles) {
        public Oidc {
            scopes = List.copyOf(scopes);
            roles = List.copyOf(roles);
            audience = audience.isEmpty() ? clientId : audience;
        }

        @Override
        public String toString() {
            return "Oidc[" + issuer + ", " + clientId + "]";
        }
    }

    /**
     * What is granted to whoever has a role or group of the provider.
     *
     * @param name a value of the claim of roles; {@code *} for everybody who signs in
     * @param grants what is granted
     */
    public record ProviderRole(
            @DefaultValue("") String name, @DefaultValue List<Grant> grants) {
        public ProviderRole {
            grants = List.copyOf(grants);
        }
    }
}
