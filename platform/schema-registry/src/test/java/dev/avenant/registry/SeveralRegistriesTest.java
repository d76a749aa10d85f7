package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class SeveralRegistriesTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void aFollowerShowsAtOnceWhatItsClientWrote() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_shared");
        try (SchemaRegistry one = SchemaRegistry.start(config);
                SchemaRegistry two = SchemaRegistry.start(config)) {
            RegistryClient first = clientOf(one);
            RegistryClient second = clientOf(two);

            for (int i = 0; i < 10; i++) {
                String subject = "s" + i;
                RegistryClient writer = i % 2 == 0 ? first : second;
                RegisteredSchema registered =
                        writer.register(subject, SchemaDefinition.of(recordNamed("R" + i)), false);

                assertThat(writer.latest(subject).map(RegisteredSchema::id)).hasValue(registered.id());
                assertThat(registered.id()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void anotherRegistryLeadsWhenTheLeaderStops() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_handed_over");
        List<Integer> ids = new ArrayList<>();
        try (SchemaRegistry second = startAndStopALeader(config, ids)) {
            ids.add(clientOf(second)
                    .register("b", SchemaDefinition.of(recordNamed("B")), false)
                    .id());
        }
        assertThat(ids).containsExactly(1, 2);
    }

    @Test
    void aFollowerTakesThePathsThatTheLeaderTakes() {
        List<String> subjects = List.of(
                "a|b", "a\"b", "a[b", "a]b", "a{b}", "a^b", "a`b", "a\\b", "a<b>", "a~b", "a+b", "a%7Cc", "a%25b");
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_paths");
        try (RegistryTester one = RegistryTester.begin(config);
                RegistryTester two = RegistryTester.begin(config)) {
            for (String subject : subjects) {
                String path = "/subjects/" + subject + "/versions?normalize=true&x=|\"[%zz";

                // One of them leads, and the other hands on
                String first = one.post(path, RegistryTester.schema("\"int\""));
                String second = two.post(path, RegistryTester.schema("\"int\""));

                assertThat(first)
                        .as(subject)
                        .isEqualTo("200 {\"id\":1,\"version\":1,\"guid\":\"ef524ea1-b91e-7317-3d93-8ade36c1db32\","
                                + "\"schemaType\":\"AVRO\",\"schema\":\"\\\"int\\\"\"}");
                assertThat(second).as(subject).isEqualTo(first);
            }
            assertThat(two.get("/subjects"))
                    .isEqualTo(one.get("/subjects"))
                    .isEqualTo("200 [\"a\\\"b\",\"a%b\",\"a+b\",\"a<b>\",\"a[b\",\"a\\\\b\",\"a]b\",\"a^b\",\"a`b\","
                            + "\"a{b}\",\"a|b\",\"a|c\",\"a~b\"]");
        }
    }

    private static SchemaRegistry startAndStopALeader(SchemaRegistryConfig config, List<Integer> ids) {
        try (SchemaRegistry first = SchemaRegistry.start(config)) {
            ids.add(clientOf(first)
                    .register("a", SchemaDefinition.of(recordNamed("A")), false)
                    .id());
            return SchemaRegistry.start(config);
        }
    }

    private static String recordNamed(String name) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
    }

    private static RegistryClient clientOf(SchemaRegistry registry) {
        return new HttpRegistryClient(registry.url(), Duration.ofSeconds(30));
    }
}
