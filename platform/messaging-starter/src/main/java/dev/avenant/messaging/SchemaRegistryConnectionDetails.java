package dev.avenant.messaging;

import java.util.Map;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the schema registry is. A bean of this type stands in place of {@code avenant.messaging.schema-registry-url}, for
 * a test whose registry gets its port when it starts, in the test's JVM or in a container.
 */
public interface SchemaRegistryConnectionDetails extends ConnectionDetails {

    /** The registry's root; several, separated by commas, are tried in turn. */
    String url();

    /** Settings of the serde that this registry needs, by the serde's names, such as credentials. */
    default Map<String, String> settings() {
        return Map.of();
    }
}
