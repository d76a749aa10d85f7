package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writing with the latest version of a subject, against a real registry in which it changes. */
@Tag("fast")
class LatestVersionTest {

    private static final String FIRST = order("{'name':'id','type':'int'},{'name':'sku','type':'string'}");
    private static final String REORDERED = order("{'name':'sku','type':'string'},{'name':'id','type':'int'}");

    private final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private final RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(20));

    @BeforeEach
    void aFirstVersion() {
        client.register("t-value", SchemaDefinition.of(FIRST), false);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void keepsToTheOneThatWasLatestFirst() {
        try (KafkaAvroSerializer serializer = serializer(Map.of())) {
            byte[] before = serializer.serialize("t", record());

            client.register("t-value", SchemaDefinition.of(REORDERED), false);

            assertThat(serializer.serialize("t", record())).isEqualTo(before);
        }
    }

    @Test
    void goesOnToTheNextOneWhenTheAnswerIsNotKept() {
        try (KafkaAvroSerializer serializer = serializer(Map.of("latest.cache.ttl.sec", 0));
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(settings(Map.of("use.latest.version", false)), false);
            byte[] before = serializer.serialize("t", record());

            client.register("t-value", SchemaDefinition.of(REORDERED), false);
            byte[] after = serializer.serialize("t", record());

            assertThat(before).startsWith(0, 0, 0, 0, 1);
            assertThat(after).startsWith(0, 0, 0, 0, 2);
            assertThat(deserializer.deserialize("t", before)).hasToString("{\"id\": 7, \"sku\": \"A-1\"}");
            assertThat(deserializer.deserialize("t", after)).hasToString("{\"sku\": \"A-1\", \"id\": 7}");
        }
    }

    @Test
    void isTheOneWithTheMetadataThatIsAskedFor() throws Exception {
        register(REORDERED, "{\"properties\":{\"major\":\"2\",\"owner\":\"shop\"}}");
        register(order("{'name':'id','type':'int'}"), "{\"properties\":{\"major\":\"3\"}}");

        try (KafkaAvroSerializer serializer =
                serializer(Map.of("use.latest.version", false, "use.latest.with.metadata", "major=2,owner=shop"))) {

            assertThat(serializer.serialize("t", record())).startsWith(0, 0, 0, 0, 2);
        }
    }

    @Test
    void isMissingWhenNoneHasTheMetadata() {
        try (KafkaAvroSerializer serializer =
                serializer(Map.of("use.latest.version", false, "use.latest.with.metadata", "major=4"))) {

            SerdeException thrown =
                    catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", record()));

            assertThat(thrown.kind()).isEqualTo(SerdeFailure.Kind.NOT_REGISTERED);
            assertThat(thrown)
                    .hasMessageStartingWith("[value of t, subject t-value] The latest version could not be fetched: The"
                            + " schema registry at " + registry.url() + " answered GET"
                            + " /subjects/t-value/metadata?key=major&value=4&deleted=true with 404: ");
        }
    }

    private void register(String schema, String metadata) throws IOException, InterruptedException {
        String body = WireCases.JSON
                .createObjectNode()
                .put("schema", schema)
                .set("metadata", WireCases.JSON.readTree(metadata))
                .toString();
        HttpRequest request = HttpRequest.newBuilder(registry.url().resolve("/subjects/t-value/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private KafkaAvroSerializer serializer(Map<String, ?> more) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings(more), false);
        return serializer;
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url().toString());
        settings.put("use.latest.version", true);
        settings.putAll(more);
        return settings;
    }

    private static GenericRecord record() {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(FIRST));
        record.put("id", 7);
        record.put("sku", "A-1");
        return record;
    }

    private static String order(String fields) {
        return ("{'type':'record','name':'Order','namespace':'shop','fields':[" + fields + "]}").replace('\'', '"');
    }
}
