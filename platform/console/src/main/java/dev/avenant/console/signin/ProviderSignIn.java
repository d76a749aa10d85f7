package dev.avenant.console.signin;

import dev.avenant.console.access.AccessSettings;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.access.ProviderRoles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * People sign in at an OpenID provider, programs come with its tokens. What it is asked at once, such as where its keys
 * are, is asked when somebody first signs in, so that the console starts while the provider is away.
 */
final class ProviderSignIn {

    /** The name of the one provider in addresses. */
    static final String ID = "oidc";

    private final AccessSettings.Oidc settings;
    private final ProviderRoles roles;
    private final String base;
    private final OidcUserService users = new OidcUserService();

    /** @param url where browsers reach the console; null when it sees that itself */
    ProviderSignIn(AccessSettings.Oidc settings, @Nullable URI url) {
        this.settings = settings;
        this.roles = new ProviderRoles(settings);
        this.base = url == null ? "{baseUrl}" : url.toString().replaceFirst("/+$", "");
    }

    ClientRegistrationRepository client() {
        Supplier<ClientRegistration> registration = new RememberedOnce<>(this::registration);
        return id -> id.equals(ID) ? registration.get() : null;
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(settings.issuer())
                .registrationId(ID)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(
                        settings.clientSecret().isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .redirectUri(base + "/login/oauth2/code/{registrationId}")
                .scope(settings.scopes())
                .build();
    }

    /** Whoever signed in, with what is granted to them. */
    OAuth2UserService<OidcUserRequest, OidcUser> users() {
        return request -> {
            OidcUser user = users.loadUser(request);
            Permissions permissions = roles.permissions(user.getClaims());
            if (permissions.isEmpty()) {
                throw new OAuth2AuthenticationException(new OAuth2Error(PageSignIn.NOTHING_GRANTED));
            }
            return new DefaultOidcUser(
                    List.of(permissions), user.getIdToken(), user.getUserInfo(), nameClaim(user.getClaims()));
        };
    }

    /** Programs come with a token that the provider made for the console, and no other one of it. */
    JwtDecoder tokens() {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(settings.issuer()).build();
            OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD, found -> found != null && found.contains(settings.audience()));
            decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(
                    List.of(new JwtIssuerValidator(settings.issuer()), audience)));
            return decoder;
        });
    }

    JwtAuthenticationToken program(Jwt token) {
        Permissions permissions = roles.permissions(token.getClaims());
        String name = String.valueOf(token.getClaims().get(nameClaim(token.getClaims())));
        return new JwtAuthenticationToken(token, List.of(permissions), name);
    }

    private String nameClaim(Map<String, Object> claims) {
        return claims.get(settings.nameClaim()) instanceof String ? settings.nameClaim() : JwtClaimNames.SUB;
    }

    /** What was made once is kept; what failed is tried again. */
    private static final class RememberedOnce<T> implements Supplier<T> {

        private final Supplier<T> source;
        private @Nullable T value;

        RememberedOnce(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public synchronized T get() {
            if (value == null) {
                value = source.get();
            }
            return Objects.requireNonNull(value);
        }
    }
}
