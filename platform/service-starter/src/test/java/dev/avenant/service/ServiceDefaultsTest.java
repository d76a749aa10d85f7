package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

class ServiceDefaultsTest {

    @Configuration(proxyBeanMethods = false)
    static class SaysLittle {}

    @Test
    void holdUntilTheServiceOrWhoeverStartsItSaysOtherwise() {
        // Given a service that has its own endpoints in its application.properties, and nothing else of these
        SpringApplicationBuilder service = new SpringApplicationBuilder(SaysLittle.class).web(WebApplicationType.NONE);

        try (ConfigurableApplicationContext started = service.run("--spring.datasource.hikari.maximum-pool-size=4")) {
            Environment settings = started.getEnvironment();

            assertThat(settings.getProperty("spring.web.error.include-stacktrace"))
                    .isEqualTo("never");
            assertThat(settings.getProperty("spring.datasource.hikari.connection-timeout"))
                    .isEqualTo("2500");
            assertThat(settings.getProperty("management.endpoints.web.exposure.include"))
                    .isEqualTo("health,beans");
            assertThat(settings.getProperty("spring.datasource.hikari.maximum-pool-size"))
                    .isEqualTo("4");
        }
    }
}
