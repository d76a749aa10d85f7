package dev.avenant.console.signin;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.AccessSettings;
import dev.avenant.console.access.LocalUsers;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import tools.jackson.databind.json.JsonMapper;

/**
 * How people and programs sign in, and what a browser may do with the pages: run scripts and show styles of the console
 * alone, and be nobody's frame. Here only whoever was granted nothing at all is turned away; what they may see and do is
 * decided by {@link Access}, where it is shown and done.
 */
@Configuration(proxyBeanMethods = false)
class SignInSecurity {

    private static final String API = "/api/**";
    private static final String[] FOR_ANYBODY = {
        PageSignIn.PATH, "/error", "/console.css", "/console.js", "/webjars/**", "/actuator/health"
    };

    private final AccessSettings settings;
    private final ConsoleSettings console;
    private final Access access;
    private final AuditLog audit;
    private final PasswordSignIn passwords;
    private final InstantSource clock;

    SignInSecurity(
            AccessSettings settings,
            ConsoleSettings console,
            LocalUsers users,
            Access access,
            AuditLog audit,
            ObjectProvider<InstantSource> clock) {
        this.settings = settings;
        this.console = console;
        this.access = access;
        this.audit = audit;
        this.clock = clock.getIfAvailable(InstantSource::system);
        this.passwords = new PasswordSignIn(users, settings, this::recordSignIn);
    }

    private void recordSignIn(String name, @Nullable String problem) {
        audit.record(AuditEvent.signIn(access.actor().named(name), problem));
    }

    /** Programs sign in with each request. No cookie is looked at, so no page elsewhere can act for who signed in. */
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, JsonMapper json) {
        Refusals refusals = new Refusals(
                json, settings.mode() == AccessSettings.Mode.OIDC ? "Bearer" : "Basic realm=\"Avenant console\"");
        common(http.securityMatcher(API));
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().access(SignInSecurity::isGrantedSomething))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
        switch (settings.mode()) {
            case NONE -> {}
            case LOCAL ->
                http.authenticationProvider(passwords).httpBasic(basic -> basic.authenticationEntryPoint(refusals));
            case OIDC -> {
                ProviderSignIn provider = provider();
                http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals)
                        .jwt(tokens ->
                                tokens.decoder(provider.tokens()).jwtAuthenticationConverter(provider::program)));
            }
        }
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) {
        PageSignIn signIn = new PageSignIn();
        common(http);
        http.csrf(csrf -> csrf.csrfTokenRepository(new PortCsrfTokens(isBehindTls())))
                .authorizeHttpRequests(requests -> requests.requestMatchers(FOR_ANYBODY)
                        .permitAll()
                        .anyRequest()
                        .access(SignInSecurity::isGrantedSomething));
        if (settings.mode() == AccessSettings.Mode.NONE) {
            http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                    .logout(logout -> logout.disable());
            return http.build();
        }
        AskedPages asked =
                new AskedPages(request -> isPage(request) && !PageSignIn.isTooLongToKeep(request), isBehindTls());
        SavedRequestAwareAuthenticationSuccessHandler onwards = new SavedRequestAwareAuthenticationSuccessHandler();
        onwards.setRequestCache(asked);
        onwards.setRedirectStrategy((request, response, url) -> response.sendRedirect(pathOf(url)));
        http.addFilterBefore(new IdleSessions(clock), SecurityContextHolderFilter.class)
                .requestCache(cache -> cache.requestCache(asked))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(signIn))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl(PageSignIn.PATH + "?signed-out"));
        if (settings.mode() == AccessSettings.Mode.LOCAL) {
            http.authenticationProvider(passwords)
                    .formLogin(form -> form.loginPage(PageSignIn.PATH)
                            .usernameParameter("name")
                            .passwordParameter("password")
                            .successHandler(onwards)
                            .failureHandler(signIn));
        } else {
            ProviderSignIn provider = provider();
            http.oauth2Login(login -> login.withObjectPostProcessor(sayingOnThePage(signIn))
                    .loginPage(PageSignIn.PATH)
                    .clientRegistrationRepository(provider.client())
                    .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                    .userInfoEndpoint(info -> info.oidcUserService(provider.users()))
                    .successHandler((request, response, signedIn) -> {
                        recordSignIn(signedIn.getName(), null);
                        onwards.onAuthenticationSuccess(request, response, signedIn);
                    })
                    .failureHandler((request, response, why) -> {
                        recordSignIn("unknown", "The provider did not sign them in, or nothing is granted to them.");
                        signIn.onAuthenticationFailure(request, response, why);
                    }));
        }
        return http.build();
    }

    /** A provider that is away is said so where people sign in. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> sayingOnThePage(PageSignIn signIn) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(signIn);
                return filter;
            }
        };
    }

    /** Only what is a page by itself is gone to once somebody has signed in. */
    private static boolean isPage(HttpServletRequest request) {
        String accepted = request.getHeader("Accept");
        return request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && accepted != null
                && accepted.contains("text/html");
    }

    /**
     * The address within the console: how browsers reach it, it may not know, since a proxy may have taken TLS off. Two
     * slashes would begin the name of another host.
     */
    private static String pathOf(String url) {
        return url.replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("^[/\\\\]+", "/");
    }

    private void common(HttpSecurity http) {
        http.addFilterAfter(new SameOriginFilter(), HeaderWriterFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                        + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                                        + " frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
        if (settings.mode() == AccessSettings.Mode.NONE) {
            Permissions everybody = new Permissions(settings.everybody());
            http.anonymous(anybody -> anybody.authorities(List.of(everybody)));
        }
    }

    private ProviderSignIn provider() {
        return new ProviderSignIn(Objects.requireNonNull(settings.oidc(), "oidc"), console.url());
    }

    private static AuthorizationDecision isGrantedSomething(
            Supplier<? extends @Nullable Authentication> authentication, Object unusedRequest) {
        return new AuthorizationDecision(!Permissions.of(authentication.get()).isEmpty());
    }

    private boolean isBehindTls() {
        return console.url() != null && "https".equals(console.url().getScheme());
    }

    /** What the console cannot see itself: that a proxy in front of it takes TLS off. */
    @Bean
    ServletContextInitializer secureCookies() {
        return context -> {
            if (isBehindTls()) {
                context.getSessionCookieConfig().setSecure(true);
            }
        };
    }
}
