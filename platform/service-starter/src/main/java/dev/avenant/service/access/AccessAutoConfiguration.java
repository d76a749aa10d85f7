package dev.avenant.service.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.avenant.service.ServiceAutoConfiguration;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Lets in who has a good access token, as far as the rule of each endpoint goes. Nobody is asked for a request: a token is
 * checked with keys that the service has in memory, and says itself who its caller is.
 */
@AutoConfiguration(
        after = ServiceAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessProperties.class)
public final class AccessAutoConfiguration {

    private static final int MAX_KEYS_BYTES = 64 * 1024;

    /** Reads the published keys over HTTP; the service that has them itself has another. */
    @Bean
    @ConditionalOnMissingBean
    JWKSetSource<SecurityContext> publishedKeys(AccessProperties properties) throws MalformedURLException {
        URI url = properties.keysUrl();
        if (url == null) {
            throw new IllegalArgumentException(
                    "Expected an address for avenant.service.access.keys-url but found none");
        }
        int timeoutMillis =
                Math.toIntExact(properties.fetchTimeout().dividedBy(2).toMillis()); // to connect, and to read
        return new URLBasedJWKSetSource<>(
                url.toURL(), new DefaultResourceRetriever(timeoutMillis, timeoutMillis, MAX_KEYS_BYTES));
    }

    @Bean
    KnownKeys knownKeys(JWKSetSource<SecurityContext> source, AccessProperties properties) {
        return new KnownKeys(source, properties);
    }

    @Bean
    JwtDecoder jwtDecoder(KnownKeys keys, AccessProperties properties, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            // Spring's validators do that.
        });
        JwtTimestampValidator times = new JwtTimestampValidator(properties.clockSkew());
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        OAuth2TokenValidator<Jwt> validator = new DelegatingOAuth2TokenValidator<>(
                times, new JwtIssuerValidator(properties.issuer()), new JwtAudienceValidator(properties.audience()));
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator);
        return new RememberedTokens(decoder, keys, validator, clock);
    }

    @Bean
    AccessProblems accessProblems(AccessProperties properties) {
        return new AccessProblems(properties.signIn());
    }

    @Bean
    HandlerRules handlerRules(ObjectProvider<HandlerMapping> mappings) {
        return new HandlerRules(mappings);
    }

    /** Starts no service with an endpoint of which nobody has said who may ask it. */
    @Bean
    SmartInitializingSingleton everyEndpointHasARule(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return () -> mapping.ifAvailable(methods -> {
            List<String> missing = HandlerRules.withoutRule(methods)
                    .map(method -> method.getBeanType().getSimpleName()
                            + '.'
                            + method.getMethod().getName())
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                throw new MissingAccessRuleException(missing);
            }
        });
    }

    /** Answers an address that no well-meant client sends as every other refusal is answered. */
    @Bean
    RequestRejectedHandler rejectedRequests(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return (request, response, rejection) -> problems.resolveException(request, response, null, rejection);
    }

    /** A measurement of each filter of each request takes longer than the filters do. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityIsNotObserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** Lets those pause what the service reads who have the token for it, and are no users. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnProperty(SubscriptionsToken.SETTING)
    SecurityFilterChain subscriptions(HttpSecurity http, @Value("${" + SubscriptionsToken.SETTING + "}") String token)
            throws Exception {
        return http.securityMatcher(new SubscriptionsToken(token))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** No cookie is read, so no other site can act for a user: there is nothing for a CSRF token to protect. */
    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            JwtDecoder decoder,
            HandlerRules rules,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
            throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .addFilter(bearerTokens(decoder, problems))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, failure) -> resolve(problems, request, response, failure))
                        .accessDeniedHandler(
                                (request, response, failure) -> resolve(problems, request, response, failure)))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll() // what was let in goes on
                                .requestMatchers(
                                        EndpointRequest.toLinks(),
                                        EndpointRequest.to("health", "info", "metrics", "prometheus"))
                                .permitAll()
                                .requestMatchers(EndpointRequest.toAnyEndpoint())
                                .access((authentication, context) ->
                                        EndpointAccess.decide(AccessRule.ADMINISTRATORS, authentication))
                                .anyRequest()
                                .access(new EndpointAccess(rules)))
                .build();
    }

    private static void resolve(
            HandlerExceptionResolver problems,
            HttpServletRequest request,
            HttpServletResponse response,
            Exception failure) {
        problems.resolveException(request, response, null, failure);
    }

    private static BearerTokenAuthenticationFilter bearerTokens(JwtDecoder decoder, HandlerExceptionResolver problems) {
        JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
        tokens.setJwtAuthenticationConverter(new CallerConverter());
        BearerTokenAuthenticationConverter header = new BearerTokenAuthenticationConverter();
        header.setBearerTokenResolver(new SingleAuthorization());
        BearerTokenAuthenticationFilter filter =
                new BearerTokenAuthenticationFilter(new ProviderManager(tokens), header);
        filter.setAuthenticationEntryPoint(
                (request, response, failure) -> resolve(problems, request, response, failure));
        filter.setAuthenticationFailureHandler(
                (request, response, failure) -> resolve(problems, request, response, failure));
        return filter;
    }
}
