package dev.avenant.operations.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.SchemaReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class RegisteredVersionTest {

    private static final String MONEY = """
            {"type": "record", "name": "Money", "namespace": "shop", "doc": "%d", "fields": [{"name": "cents", "type": "long"}]}
            """;

    /** One that nobody asked about would be said to be one that may be retired. */
    @Test
    void knowsAlsoOfTheOldestOfManyVersionsThatOthersReferToIt() {
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
                HttpRegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(30))) {
            for (int version = 1; version <= 120; version++) {
                client.register("shop.Money", SchemaDefinition.of(MONEY.formatted(version)), false);
            }
            client.register(
                    "orders",
                    new SchemaDefinition(
                            "{\"type\": \"array\", \"items\": \"shop.Money\"}",
                            List.of(new SchemaReference("shop.Money", "shop.Money", 1))),
                    false);

            List<RegisteredVersion> versions = RegisteredVersion.of(client, "shop.Money");

            assertThat(versions).hasSize(120);
            assertThat(versions)
                    .filteredOn(version -> version.users() > 0)
                    .extracting(RegisteredVersion::version, RegisteredVersion::users)
                    .containsExactly(tuple(1, 1));
        }
    }
}
