package jobplatform.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import dev.avenant.contracts.config.SubjectNaming;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.gate.Baseline;
import dev.avenant.contracts.gate.Gate;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.push.RegistryDrift;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.LockEntries;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import dev.avenant.serde.subject.RecordNameStrategy;
import dev.avenant.serde.subject.SubjectNameStrategy;
import dev.avenant.serde.subject.TopicNameStrategy;
import dev.avenant.serde.subject.TopicRecordNameStrategy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subjects that contracts are registered under are those that the serde asks for. */
@Tag("fast")
class SubjectNamesTest {
    private static final long SEED = 20_260_101L;
    private static final Map<String, SubjectNameStrategy> STRATEGIES = Map.of(
            "TopicName", new TopicNameStrategy(),
            "RecordName", new RecordNameStrategy(),
            "TopicRecordName", new TopicRecordNameStrategy());

    private static final String MONEY = """
            {"type": "record", "name": "Money", "namespace": "shop.types",
             "fields": [{"name": "cents", "type": "long"}]}
            """;
    private static final String PLACED = """
            {"type": "record", "name": "Placed", "namespace": "shop.orders",
             "fields": [{"name": "price", "type": "shop.types.Money"}]}
            """;
    private static final String REFUNDED = PLACED.replace("Placed", "Refunded");
    private static final String KEY = """
            {"type": "record", "name": "OrderKey", "namespace": "shop.orders",
             "fields": [{"name": "id", "type": "string"}]}
            """;

    private final Map<String, String> files = new TreeMap<>();

    @SuppressWarnings("NullAway.Init")
    private SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private RegistryClient client;

    @BeforeEach
    void anEmptyRegistry() {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
        client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10));
    }

    @AfterEach
    void noRegistry() {
        registry.close();
    }

    @Test
    void areThoseOfTheSerdeForAnyTopicAndRecord() {
        Random random = new Random(SEED);
        RandomSchemas schemas = new RandomSchemas(random);
        for (int i = 0; i < 3_000; i++) {
            Schema schema = schemas.schema();
            String topic = "topic." + Integer.toString(random.nextInt(100_000), 36) + "-events_" + i;
            STRATEGIES.forEach((name, strategy) -> {
                SubjectNaming naming = SubjectNaming.parse(name).orElseThrow();
                assertThat(naming.valuesOf(topic, schema.getFullName()))
                        .as("%s of %s, seed %d", name, schema, SEED)
                        .isEqualTo(strategy.subjectName(topic, false, schema));
                assertThat(naming.keysOf(topic, schema.getFullName()))
                        .as("%s of %s, seed %d", name, schema, SEED)
                        .isEqualTo(strategy.subjectName(topic, true, schema));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TopicName", "RecordName", "TopicRecordName"})
    void areFoundByTheSerdeAfterAPush(String strategy) {
        ContractTree tree = released(strategy, strategy, "BACKWARD", Map.of("orders/Placed/v1.avsc", PLACED));

        RegistryPush.to(client).pushReleased(tree, step -> {});

        assertThat(RegistryDrift.between(tree, client).differs()).isFalse();
        Map<String, Object> settings = Map.of(
                "schema.registry.url",
                registry.url().toString(),
                "auto.register.schemas",
                false,
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject." + strategy + "Strategy",
                "key.subject.name.strategy",
                "io.confluent.kafka.serializers.subject." + strategy + "Strategy");
        for (boolean isKey : new boolean[] {true, false}) {
            try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
                serializer.configure(settings, isKey);
                deserializer.configure(settings, isKey);
                Schema schema = tree.find(isKey ? "OrderKey" : "Placed")
                        .flatMap(Contract::current)
                        .orElseThrow()
                        .schema();
                for (GenericData.Record written : RandomValues.records(schema, 3, SEED)) {
                    assertThat(deserializer.deserialize("orders", serializer.serialize("orders", written)))
                            .isEqualTo(written);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TopicName", "RecordName", "TopicRecordName", "{topic}-{name}-value", "old-orders"})
    void areWhereACheckAgainstARegistryLooks(String subject) {
        RegistryPush.to(client)
                .pushReleased(
                        released(subject, "TopicName", "BACKWARD", Map.of("orders/Placed/v1.avsc", PLACED)),
                        step -> {});
        files.put("orders/Placed/v2.avsc", PLACED.replace("shop.types.Money", "int"));
        ContractTree broken = tree();

        List<GateFinding> found = Gate.check(
                        broken, Baseline.registry("the registry", client, broken), LocalDate.of(2026, 6, 15))
                .findings();

        assertThat(found).filteredOn(GateFinding::isFailure).singleElement().satisfies(finding -> {
            assertThat(finding.ruleId()).isEqualTo("type-changed");
            assertThat(finding.path()).isEqualTo("orders/Placed/price");
        });
    }

    @Test
    void canBeSharedWhereNothingIsCompared() {
        ContractTree tree = released(
                "TopicName",
                "TopicName",
                "NONE",
                Map.of("orders/Placed/v1.avsc", PLACED, "orders/Refunded/v1.avsc", REFUNDED));

        RegistryPush.to(client).pushReleased(tree, step -> {});

        assertThat(tree.hasErrors()).isFalse();
        assertThat(client.versions("orders-value")).containsExactly(1, 2);
        assertThat(RegistryDrift.between(tree, client).differs()).isFalse();
        assertThat(Baseline.registry("the registry", client, tree)
                        .versionsOf(tree.find("Refunded").orElseThrow()))
                .isEmpty();
        assertThat(Baseline.registry("the registry", client, tree)
                        .latestOf(tree.find("Placed").orElseThrow())
                        .orElseThrow()
                        .label())
                .isEqualTo("registry v1");
    }

    @Test
    void cannotBeSharedWhereARegistryCompares() {
        ContractTree tree = released(
                "TopicName",
                "TopicName",
                "BACKWARD",
                Map.of("orders/Placed/v1.avsc", PLACED, "orders/Refunded/v1.avsc", REFUNDED));

        assertThat(tree.problems()).extracting(GateFinding::ruleId).containsExactly("subject-shared");
        assertThatThrownBy(() -> RegistryPush.to(client).pushReleased(tree, step -> {}))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("NAME_MISMATCH");
    }

    @Test
    void ofATypeAreWhatReferencesName() {
        files.put("orders/Placed/v1.avsc", PLACED);
        ContractTree tree = released("TopicName", "TopicName", "BACKWARD", Map.of());
        files.put(
                "contracts.yaml",
                files.getOrDefault("contracts.yaml", "").replace("owner: shop }", "owner: shop, subject: money }"));

        RegistryPush.to(client).pushReleased(tree(), step -> {});

        assertThat(tree.hasErrors()).isFalse();
        assertThat(client.fetchLatest("orders-value").referencesOrNone())
                .containsExactly(new SchemaReference("shop.types.Money", "money", 1));
        assertThat(client.lookup("money", SchemaDefinition.of(MONEY), false)).isPresent();
    }

    private ContractTree released(String subject, String keySubject, String level, Map<String, String> events) {
        files.put("contracts.yaml", """
                namespace: shop
                preset: breaking
                defaults: { compatibility: %s, key: { subject: %s } }
                topics:
                  orders:
                    owner: shop
                    subject: "%s"
                    key: { type: OrderKey }
                    producers: [shop]
                    events:
                      Placed: { consumers: [bills] }
                %stypes:
                  Money: { owner: shop }
                """.formatted(
                level,
                keySubject,
                subject,
                events.containsKey("orders/Refunded/v1.avsc") ? "      Refunded: { consumers: [bills] }\n" : ""));
        files.put("types/Money/v1.avsc", MONEY);
        files.put("orders/OrderKey/v1.avsc", KEY);
        files.putAll(events);
        files.put("contracts.lock", ContractLock.append("", LockEntries.lines(tree())));
        return tree();
    }

    private ContractTree tree() {
        return ContractTree.load(ContractFiles.of(files));
    }
}
