package dev.avenant.service;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code avenant.service}.
 *
 * @param maxBody how large the body of a request may be
 * @param examples what the description of the API has as an example of a text, by the name of the field
 */
@ConfigurationProperties("avenant.service")
record ServiceProperties(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue Map<String, String> examples) {

    ServiceProperties {
        examples = Map.copyOf(examples);
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("avenant.service.max-body must be at least 1B but was " + maxBody);
        }
    }
}
