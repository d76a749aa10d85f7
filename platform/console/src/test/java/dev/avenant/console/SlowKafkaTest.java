package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A Kafka that gives each client a megabyte and then a tenth of that in a second: pages come all the same, and say what there was no
 * time for. One answer has one record at most, so none takes long.
 */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"avenant.console.kafka.fetch.max.bytes=50000", "avenant.console.timeout=8s"})
class SlowKafkaTest {

    private static final String TOPIC = "slow";
    private static final int PARTITIONS = 60;
    private static final double BYTES_PER_SECOND = 100_000;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
    }

    /** Records of the second version alone; the first may be retired as soon as all of them were read. */
    @BeforeAll
    static void aTopicThatTakesLongToRead() throws Exception {
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.setLevel(TOPIC + "-value", CompatibilityLevel.NONE);
            client.register(TOPIC + "-value", SchemaDefinition.of("\"string\""), false);
            id = Objects.requireNonNull(client.register(TOPIC + "-value", SchemaDefinition.of("\"bytes\""), false)
                    .id());
        }
        topics.create(PARTITIONS, TOPIC);
        byte[] value = new WirePrefix(id).before(new byte[60_000]);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            records.add(new ProducerRecord<>(TOPIC, partition, "k".getBytes(UTF_8), value));
            topics.commit("slow-readers", TOPIC, partition, 0);
        }
        topics.send(records);
        limit(BYTES_PER_SECOND);
    }

    @AfterAll
    static void stop() throws Exception {
        limit(null);
        topics.deleteAll();
        registry.close();
    }

    /** What Kafka gives each client in a second; null for all that there is. */
    private static void limit(@Nullable Double bytesPerSecond) throws Exception {
        ClientQuotaEntity everybody =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everybody, List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        }
    }

    @Test
    void noVersionIsSaidToBeRetirableUntilAllRecordsWereRead() {
        Page page = Page.at(port, "/subjects/" + TOPIC + "-value/usage");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .containsPattern("Searched [0-9]+ of 60 records ; load the page again to go on\\.")
                .contains("v1 1 none 0 no Not all records were read.");
    }

    @Test
    void theSchemasOfATopicAreReadAsFarAsThereIsTime() {
        Page page = Page.at(port, "/contracts/topics/" + TOPIC + "?schemas=true");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main()).containsPattern("Searched [0-9]+ of 60 records").doesNotContain("all of them");
    }

    @Test
    void theAgeOfWhatAGroupHasYetToReadIsLookedForAsLongAsSomebodyWaits() {
        Page page = Page.at(port, "/groups/slow-readers");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("Where no seconds stand and there is a lag, the first record was not read: it is gone, or"
                        + " there was no time for it.")
                .containsPattern("slow [0-9]+ 0 1 1 [0-9]+ nobody")
                .containsPattern("slow [0-9]+ 0 1 1 – nobody");
    }

    @Test
    void aSearchSaysThatItsTimeWasOver() {
        Page page = Page.at(port, "/topics/" + TOPIC + "?key=nobodys&everywhere=yes");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main()).containsPattern("Searched [0-9]+ of 60 records").contains("Search on from here");
    }
}
