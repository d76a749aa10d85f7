package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.JsonKeysetReader;
import com.google.crypto.tink.JsonKeysetWriter;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Registry;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.Hkdf;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.log.TopicReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sensitive metadata lies encrypted in the topic, in the format of Confluent's server: what that server does is done here with
 * the calls of Tink that it uses.
 */
@Tag("broker")
@SuppressWarnings("deprecation") // Those calls have been replaced since.
class SensitiveMetadataTest {

    private static final String METADATA =
            "\"metadata\":{\"properties\":{\"pub\":\"foo\",\"sec\":\"hush-hush\"},\"sensitive\":[\"sec\"]}";
    private static final String INT = schema("\"int\"", METADATA);
    private static final String FIRST_KEY = "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}";
    private static final byte[] NOTHING = new byte[0];

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @BeforeAll
    static void knowKeys() throws GeneralSecurityException {
        AeadConfig.register();
    }

    private static SchemaRegistryConfig config(String topic, String secret) {
        return SchemaRegistryConfig.kafka(kafka.bootstrapServers())
                .topic(topic)
                .with("metadata.encoder.topic", topic + "_encoders")
                .with("metadata.encoder.secret", secret);
    }

    private static List<ConsumerRecord<String, String>> keysets(String topic) {
        return TopicReader.all(kafka.bootstrapServers(), topic + "_encoders");
    }

    private static JsonNode lastSchema(String topic, String key) throws Exception {
        return new ObjectMapper()
                .readTree(TopicReader.state(kafka.bootstrapServers(), topic, "read_committed")
                        .get(key));
    }

    private static Aead lockOfConfluent(String secret) throws GeneralSecurityException {
        byte[] key = Hkdf.computeHkdf("HmacSha256", secret.getBytes(StandardCharsets.UTF_8), null, null, 16);
        // A message of Protocol Buffers with the key as its third field.
        byte[] message =
                ByteBuffer.allocate(18).put((byte) 0x1a).put((byte) 16).put(key).array();
        return Registry.getPrimitive("type.googleapis.com/google.crypto.tink.AesGcmKey", message, Aead.class);
    }

    private static Aead keysOfConfluent(String keyset, String secret) throws Exception {
        return KeysetHandle.read(JsonKeysetReader.withString(keyset), lockOfConfluent(secret))
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static void write(String topic, String key, @Nullable String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
        }
    }

    private static void create(String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (String topic : topics) {
                admin.createTopics(
                                List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void isWrittenAsConfluentsServerReadsIt() throws Exception {
        String answer;
        try (RegistryTester registry = RegistryTester.begin(config("_sealed", "s3cret"))) {
            answer = registry.post("/subjects/s/versions", INT);
            registry.post("/subjects/gone/versions", INT);
            registry.delete("/subjects/gone/versions/1");
        }

        assertThat(answer).startsWith("200 {\"id\":1,").contains(METADATA);
        assertThat(TopicReader.all(kafka.bootstrapServers(), "_sealed"))
                .filteredOn(record -> record.value() != null)
                .noneMatch(record -> record.value().contains("hush-hush"));
        JsonNode record = lastSchema("_sealed", FIRST_KEY);
        JsonNode properties = record.at("/metadata/properties");
        assertThat(properties.path("pub").asText()).isEqualTo("foo");
        assertThat(properties.path("__enc__").asText()).isEqualTo("true");
        assertThat(keysets("_sealed")).extracting(ConsumerRecord::key).containsExactly("default");
        byte[] secret = keysOfConfluent(keysets("_sealed").get(0).value(), "s3cret")
                .decrypt(Base64.getDecoder().decode(properties.path("sec").asText()), NOTHING);
        assertThat(new String(secret, StandardCharsets.UTF_8)).isEqualTo("hush-hush");
        assertThat(answer).contains("\"guid\":\"" + guid(record.path("md5").asText()) + "\"");
    }

    private static String guid(String md5) {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
        return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    }

    @Test
    void isReadAsConfluentsServerWritesIt() throws Exception {
        // Given a topic of that server
        KeysetHandle keyset =
                KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM, RegistryConfiguration.get());
        Aead keys = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        ByteArrayOutputStream locked = new ByteArrayOutputStream();
        keyset.write(JsonKeysetWriter.withOutputStream(locked), lockOfConfluent("s3cret"));
        String secret =
                Base64.getEncoder().encodeToString(keys.encrypt("hush-hush".getBytes(StandardCharsets.UTF_8), NOTHING));
        create("_taken_over", "_taken_over_encoders");
        write("_taken_over_encoders", "default", locked.toString(StandardCharsets.UTF_8));
        write(
                "_taken_over",
                FIRST_KEY,
                "{\"subject\":\"s\",\"version\":1,\"id\":1,\"md5\":\"AAAA\",\"metadata\":{\"properties\":{\"__enc__\":\"true\","
                        + "\"pub\":\"foo\",\"sec\":\"" + secret
                        + "\"},\"sensitive\":[\"sec\"]},\"schema\":\"\\\"int\\\"\","
                        + "\"deleted\":false}");

        try (RegistryTester registry = RegistryTester.begin(config("_taken_over", "s3cret"))) {
            // Then what is there is read and found
            assertThat(registry.get("/subjects/s/versions/1")).contains(METADATA);
            assertThat(registry.post("/subjects/s", INT)).startsWith("200 {\"subject\":\"s\",\"version\":1,\"id\":1,");

            // And what comes is encrypted with the same keys
            assertThat(registry.post("/subjects/t/versions", INT)).startsWith("200 {\"id\":1,");
        }
        assertThat(keysets("_taken_over")).hasSize(1);
        String written = lastSchema("_taken_over", FIRST_KEY.replace("\"s\"", "\"t\""))
                .at("/metadata/properties/sec")
                .asText();
        assertThat(keys.decrypt(Base64.getDecoder().decode(written), NOTHING))
                .isEqualTo("hush-hush".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadByRegistriesThatStartedBeforeThereWereKeys() throws Exception {
        SchemaRegistryConfig config = config("_followed", "s3cret");
        create("_followed", "_followed_encoders");
        try (RegistryTester follower = RegistryTester.begin(config.with("leader.eligibility", "false"));
                RegistryTester leader = RegistryTester.begin(config)) {
            assertThat(leader.post("/subjects/s/versions", INT)).startsWith("200 ");

            await().untilAsserted(() -> assertThat(follower.get("/subjects/s/versions/1"))
                    .startsWith("200 ")
                    .contains(METADATA));
        }
        // And the next leader takes the keys that there are
        try (RegistryTester next = RegistryTester.begin(config)) {
            assertThat(next.post("/subjects/t/versions", INT)).startsWith("200 ");
            assertThat(next.get("/subjects/s/versions/1")).contains(METADATA);
        }
        assertThat(keysets("_followed")).hasSize(1);
    }

    @Test
    void staysReadableWhenTheSecretChanges() throws Exception {
        try (RegistryTester registry = RegistryTester.begin(config("_rotated", "first"))) {
            registry.post("/subjects/s/versions", INT);
        }
        SchemaRegistryConfig changed = config("_rotated", "second");

        assertThatThrownBy(() -> SchemaRegistry.start(changed))
                .isInstanceOf(RegistryStartException.class)
                .hasMessage("The keys in _rotated_encoders, which sensitive metadata is encrypted with, are locked with"
                        + " another secret than metadata.encoder.secret. Set the secret that locked them; to change it,"
                        + " set the new one there and that one as metadata.encoder.old.secret");
        try (RegistryTester registry = RegistryTester.begin(changed.with("metadata.encoder.old.secret", "first"))) {
            assertThat(registry.get("/subjects/s/versions/1")).contains(METADATA);
            assertThat(registry.post("/subjects/t/versions", INT)).startsWith("200 ");
        }
        try (RegistryTester registry = RegistryTester.begin(changed)) {
            assertThat(registry.get("/subjects/s/versions/1")).contains(METADATA);
            assertThat(registry.get("/subjects/t/versions/1")).contains(METADATA);
        }
        List<ConsumerRecord<String, String>> keysets = keysets("_rotated");
        assertThat(keysets).hasSize(2);
        Aead before = keysOfConfluent(keysets.get(0).value(), "first");
        byte[] after = Base64.getDecoder()
                .decode(lastSchema("_rotated", FIRST_KEY.replace("\"s\"", "\"t\""))
                        .at("/metadata/properties/sec")
                        .asText());
        assertThatThrownBy(() -> before.decrypt(after, NOTHING)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void isReadByWhoHasTheNewSecretWhenItChangesAndShownAsItLiesInTheTopicByTheOthers() throws Exception {
        SchemaRegistryConfig before = config("_changing", "first");
        SchemaRegistryConfig after = config("_changing", "second").with("metadata.encoder.old.secret", "first");
        try (RegistryTester registry = RegistryTester.begin(before)) {
            registry.post("/subjects/s/versions", INT);
        }
        // Given two that have read the keys of before
        try (RegistryTester restarted = RegistryTester.begin(after.with("leader.eligibility", "false"));
                RegistryTester other = RegistryTester.begin(before.with("leader.eligibility", "false"))) {
            // When the leader changes them
            try (RegistryTester leader = RegistryTester.begin(after)) {
                assertThat(leader.post("/subjects/t/versions", INT)).startsWith("200 ");
                assertThat(leader.post("/subjects/u/versions", schema("\"long\"")))
                        .startsWith("200 ");
            }

            // Then
            await().untilAsserted(() ->
                    assertThat(restarted.get("/subjects/u/versions/1")).startsWith("200 "));
            assertThat(restarted.get("/subjects/t/versions/1")).contains(METADATA);
            await().untilAsserted(() ->
                    assertThat(other.get("/subjects/u/versions/1")).startsWith("200 "));
            assertThat(other.get("/subjects/s/versions/1")).contains(METADATA);
            assertThat(other.get("/subjects/t/versions/1"))
                    .startsWith("200 ")
                    .contains("\"__enc__\":\"true\"")
                    .doesNotContain("hush-hush");
        }
    }

    @Test
    void isLeftAloneWhereNothingIsSensitiveOrWhatIsSensitiveIsNotThere() throws Exception {
        String nothing = "\"metadata\":{\"properties\":{\"pub\":\"foo\",\"sensitive\":\"no\"}}";
        String nowhere = "\"metadata\":{\"properties\":{\"pub\":\"foo\"},\"sensitive\":[\"sec\"]}";
        try (RegistryTester registry = RegistryTester.begin(config("_open", "s3cret"))) {
            assertThat(registry.post("/subjects/s/versions", schema("\"int\"", nothing)))
                    .startsWith("200 ");
            assertThat(registry.post("/subjects/t/versions", schema("\"int\"", nowhere)))
                    .startsWith("200 ");

            assertThat(registry.get("/subjects/t/versions/1")).contains(nowhere);
        }
        assertThat(lastSchema("_open", FIRST_KEY).at("/metadata/properties"))
                .hasToString("{\"pub\":\"foo\",\"sensitive\":\"no\"}");
    }

    @Test
    void isShownAsItLiesInTheTopicWhenItsKeysAreLost() throws Exception {
        try (RegistryTester registry = RegistryTester.begin(config("_lost", "s3cret"))) {
            registry.post("/subjects/s/versions", INT);
        }
        String secret =
                lastSchema("_lost", FIRST_KEY).at("/metadata/properties/sec").asText();
        String encrypted = "\"properties\":{\"__enc__\":\"true\",\"pub\":\"foo\",\"sec\":\"" + secret + "\"}";
        write("_lost_encoders", "default", null);

        try (RegistryTester registry = RegistryTester.begin(config("_lost", "s3cret"))) {
            // New keys are there for what is new
            assertThat(registry.post("/subjects/t/versions", INT))
                    .startsWith("200 {\"id\":2,")
                    .contains(METADATA);
            assertThat(registry.get("/subjects/s/versions/1"))
                    .startsWith("200 ")
                    .contains(encrypted);

            // And nothing makes the old one look as if it were plain
            registry.delete("/subjects/s/versions/1");
        }
        assertThat(lastSchema("_lost", FIRST_KEY).toString()).contains(encrypted, "\"deleted\":true");
    }
}
