package dev.avenant.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Adds what every service has set alike, in {@code defaults.yaml}, below whatever the service itself says. */
final class ServiceDefaults implements EnvironmentPostProcessor {

    private static final ClassPathResource FILE = new ClassPathResource("defaults.yaml", ServiceDefaults.class);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (PropertySource<?> source : read()) {
            environment.getPropertySources().addLast(source);
        }
    }

    private static List<PropertySource<?>> read() {
        try {
            return new YamlPropertySourceLoader().load("defaults of service-starter", FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("The defaults of service-starter cannot be read from its jar", e);
        }
    }
}
