package dev.avenant.service.idempotency;

import dev.avenant.service.ServiceAutoConfiguration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Honours {@code Idempotency-Key} in a service with a database; its table is one of the service's migrations. */
@AutoConfiguration(
        after = ServiceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableConfigurationProperties(IdempotencyProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class IdempotencyAutoConfiguration {

    /** Beside the locations of the service. */
    @Bean
    FlywayConfigurationCustomizer tableOfIdempotentRequests() {
        return flyway -> flyway.locations(Stream.concat(
                        Arrays.stream(flyway.getLocations()),
                        Stream.of(Location.fromPath("classpath:", "dev/avenant/service/db")))
                .toArray(Location[]::new));
    }

    /** Filters are made before the server starts; a database that is away is told of by whoever needs it then. */
    @Bean
    @ConditionalOnBean({JdbcClient.class, TransactionOperations.class})
    FilterRegistrationBean<IdempotencyFilter> idempotency(
            @Lazy JdbcClient database,
            @Lazy TransactionOperations transactions,
            IdempotencyProperties properties,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var registration = new FilterRegistrationBean<>(new IdempotencyFilter(
                new KeptAnswers(database, properties.retention()), transactions, properties.exceptions(), problems));
        // behind Spring Security, which says who asks
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    @Bean
    IdempotencyProblems idempotencyProblems() {
        return new IdempotencyProblems();
    }
}
